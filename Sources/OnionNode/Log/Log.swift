internal import Glibc
internal import Operator

/// The node's log: short lines on standard error, without names, addresses or anything a member wrote.
///
/// Its entries are `StaticString`s and numbers, so that nothing else can be put in.
enum Log {
    /// How much an entry matters.
    enum Level: String {
        case info
        case warning
    }

    /// A line of words from our own source.
    static func note(_ words: StaticString, _ level: Level = .info) { write(words.description, level) }

    /// A line of words and a number.
    static func note(_ words: StaticString, number: Int, _ level: Level = .info) { write("\(words) \(number)", level) }

    /// What tor or the node itself says of its state; made of fixed words and numbers by the type that describes it.
    static func note(_ words: StaticString, state: String, _ level: Level = .info) { write("\(words): \(state)", level) }

    private static func write(_ line: String, _ level: Level) {
        var seconds = time(nil)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        let clock = (unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec]).map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let mark = level == .warning ? "warning: " : ""
        Console.write("\(clock) \(mark)\(line)\n", to: STDERR_FILENO)
    }
}
