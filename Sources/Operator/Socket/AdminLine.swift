/// A question at the admin socket: words, and which form the answer has.
///
/// **Layout** words of visible ASCII with one space between, then a space, `json` or `text`, CRLF. Nothing is quoted or escaped: a word can hold
/// neither space nor line end.
package struct AdminLine: Sendable, Equatable {
    /// The longest line: four words of the longest kind and the form.
    static let byteLimit = 320
    /// The most words: the longest command has four.
    static let wordLimit = 4
    /// The longest word: a setting's value has at most 64 characters.
    static let wordByteLimit = 64

    package let words: [String]
    package let isJSON: Bool

    /// A line to send.
    ///
    /// **Errors** wrong usage: a word that no command has.
    init(words: [String], isJSON: Bool) throws(CommandError) {
        guard (1...AdminLine.wordLimit).contains(words.count), words.allSatisfy(AdminLine.isWord) else {
            throw .usage("a word of the command is empty, too long, or has a character that no command has")
        }
        self.words = words
        self.isJSON = isJSON
    }

    /// The line that was received, without its line end; nil when it is none.
    init?(received line: [UInt8]) {
        guard line.count <= AdminLine.byteLimit else { return nil }
        var words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        let form = words.popLast()
        guard form == "json" || form == "text", let line = try? AdminLine(words: words, isJSON: form == "json") else { return nil }
        self = line
    }

    /// The line as it is sent.
    var bytes: [UInt8] { Array("\(words.joined(separator: " ")) \(isJSON ? "json" : "text")\r\n".utf8) }

    private static func isWord(_ word: String) -> Bool {
        (1...wordByteLimit).contains(word.utf8.count) && word.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }
}
