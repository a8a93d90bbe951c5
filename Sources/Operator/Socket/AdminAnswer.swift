/// What the node answers at the admin socket.
///
/// **Layout** the exit code as a digit, a space, then the result; or for 1 and 2 the error's line and, if there is one, LF and its hint.
enum AdminAnswer {
    /// The most bytes: two thousand invites are a tenth of it.
    static let byteLimit = 1 << 20

    /// The answer as it is sent.
    static func encode(_ result: Result<String, CommandError>) -> [UInt8] {
        switch result {
        case .success(let text): Array("0 \(text)".utf8)
        case .failure(let error):
            Array("\(error.exitCode.rawValue) \(error.message)\(error.hint.map { "\n\($0)" } ?? "")".utf8)
        }
    }

    /// The result that was sent.
    ///
    /// **Errors** the node's own, or that what came is no answer.
    static func decode(_ bytes: [UInt8]) throws(CommandError) -> String {
        guard bytes.count >= 2, bytes[1] == UInt8(ascii: " ") else { throw CommandError("the node gave no answer", hint: logHint) }
        let text = String(decoding: bytes.dropFirst(2), as: UTF8.self)
        if bytes[0] == UInt8(ascii: "0") { return text }
        guard bytes[0] == UInt8(ascii: "1") || bytes[0] == UInt8(ascii: "2") else {
            throw CommandError("the node gave an answer that this version does not know", hint: "is it of another version?")
        }
        let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
        throw CommandError(
            lines.first ?? "the node refused without a reason", hint: lines.dropFirst().first,
            exitCode: bytes[0] == UInt8(ascii: "2") ? .usage : .failed)
    }

    private static let logHint = "its log may say why"
}
