/// The last warnings of tor's log: bytes in, a few short lines kept.
///
/// ```
/// Nov 20 06:10:55.000 [warn] You are running Tor as root. You don't need to, and you probably shouldn't.
/// ```
///
/// tor scrubs addresses itself (`SafeLogging 1`) and never logs keys.
///
/// **Limits** ``maximumLineByteCount``, ``maximumWarningCount``: at most 10 KiB in all, however much tor writes.
struct TorLog: Sendable {
    /// 512 bytes of a line are kept, the rest is dropped: a warning says what it says in its first sentence.
    static let maximumLineByteCount = 512
    /// 20 lines: enough to see why a start failed.
    static let maximumWarningCount = 20

    /// What tor warned of, oldest first, without time and severity.
    private(set) var warnings: [String] = []
    private var line: [UInt8] = []

    /// Takes the next bytes of the log.
    mutating func received(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte == 0x0a {
                took(String(decoding: line, as: UTF8.self))
                line.removeAll(keepingCapacity: true)
            } else if line.count < Self.maximumLineByteCount {
                // A control character could play with the operator's terminal.
                line.append(byte < 0x20 || byte == 0x7f ? UInt8(ascii: "?") : byte)
            }
        }
    }

    private mutating func took(_ text: String) {
        guard let opening = text.firstIndex(of: "["), let closing = text[opening...].firstIndex(of: "]") else {
            // Not tor's own form: the loader, or the system, has something to say.
            if !text.isEmpty { keep(text) }
            return
        }
        switch text[text.index(after: opening)..<closing] {
        case "warn", "err": keep(String(text[text.index(after: closing)...].drop { $0 == " " }))
        default: return
        }
    }

    private mutating func keep(_ warning: String) {
        if warnings.count == Self.maximumWarningCount { warnings.removeFirst() }
        warnings.append(warning)
    }
}
