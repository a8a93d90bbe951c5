internal import Bytes
internal import Crypto

/// One command as it goes over the wire, which can't hold a second one.
///
/// Text enters only through ``adding(_:)``, ``adding(keyword:value:)`` and their like, and each refuses CR, LF and NUL (and, where a
/// word ends at a space, the space): whatever a path or a name holds, it stays an argument.
///
/// **Layout** `Keyword *(SP argument) CRLF`.
/// **Source** control-spec §2.2.
struct ControlLine: Sendable {
    /// The command's name; the only part that is ever shown.
    let keyword: String
    private var content: [UInt8]

    /// Starts a line. `keyword` is ours, never input.
    init(_ keyword: StaticString) {
        self.keyword = keyword.description
        content = Array(keyword.description.utf8)
    }

    /// The line with its CRLF.
    var bytes: [UInt8] { content + [0x0d, 0x0a] }

    /// Adds a word of ours.
    func adding(literal word: StaticString) -> ControlLine {
        var next = self
        next.append(Array(word.description.utf8))
        return next
    }

    /// Adds a word: printable ASCII without spaces, quotes and backslashes.
    ///
    /// **Errors** ``TorControlError/controlTextNotAllowed``.
    func adding(_ word: String) throws(TorControlError) -> ControlLine {
        var next = self
        next.append(try Self.checkedWord(word))
        return next
    }

    /// Adds `KEY=word`.
    ///
    /// **Errors** ``TorControlError/controlTextNotAllowed``.
    func adding(key: StaticString, word: String) throws(TorControlError) -> ControlLine {
        var next = self
        next.append(Array(key.description.utf8) + [UInt8(ascii: "=")] + (try Self.checkedWord(word)))
        return next
    }

    /// Adds a QuotedString: any bytes but CR, LF and NUL; quotes and backslashes are escaped.
    ///
    /// **Errors** ``TorControlError/controlTextNotAllowed``.
    func adding(quoted text: String) throws(TorControlError) -> ControlLine {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            guard byte != 0, byte != 0x0a, byte != 0x0d else { throw .controlTextNotAllowed }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            quoted.append(byte)
        }
        quoted.append(UInt8(ascii: "\""))
        var next = self
        next.append(quoted)
        return next
    }

    /// Adds bytes in lower-case hexadecimal.
    func adding(hex bytes: [UInt8]) -> ControlLine {
        var next = self
        next.append(Hex.encodeBytes(bytes))
        return next
    }

    /// Adds `prefix` and a secret in base64. The secret never becomes a `String`.
    ///
    /// Accepted risk: the line and the socket's buffer hold it until it is sent, in memory that is not wiped. tor needs it in clear, and
    /// keeps it in its own memory as long as it serves the onion.
    func adding(prefix: StaticString, secret: SecretBytes) -> ControlLine {
        var next = self
        next.append(Array(prefix.description.utf8) + Base64.encodeBytes(secret.exposed()))
        return next
    }

    private mutating func append(_ word: [UInt8]) {
        content.append(UInt8(ascii: " "))
        content.append(contentsOf: word)
    }

    private static func checkedWord(_ word: String) throws(TorControlError) -> [UInt8] {
        let isAllowed = word.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        guard isAllowed, !word.isEmpty else { throw .controlTextNotAllowed }
        return Array(word.utf8)
    }
}

/// A line may hold a key: it shows its keyword only.
extension ControlLine: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "\(keyword) (\(content.count) bytes)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [("keyword", keyword)]) }
}
