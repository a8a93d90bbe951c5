internal import EventLoop

/// The operator's door: a unix socket in the data directory that answers one question a connection.
///
/// **Layout** question: `status` or `address`, a space, `json` or `text`, CRLF. Answer: `0 ` and the result, or `1 ` and why not; then the end.
@Loop final class AdminServer {
    /// A question is two words.
    static let questionLimit = 64
    /// An operator's command waits no longer.
    static let deadline = Duration.seconds(10)

    private var listener: Listener?

    /// Listens at `path` and answers with what `answer` gives for a question; nil: there is no such question.
    init(path: String, answer: @escaping @Loop @Sendable (_ question: String, _ isJSON: Bool) async -> String?) throws(StreamError) {
        listener = try Listener(.unix(path: path)) { stream in
            spawn { await AdminServer.serve(stream, answer) }
        }
    }

    func stop() { listener?.stop() }

    private static func serve(_ stream: ByteStream, _ answer: @Loop @Sendable (String, Bool) async -> String?) async {
        defer { stream.close() }
        guard let line = try? await stream.readLine(limit: questionLimit, within: deadline) else { return }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        let result = words.count == 2 ? await answer(words[0], words[1] == "json") : nil
        let text = result.map { "0 \($0)" } ?? "1 the node does not know this question: it may be of another version"
        // The asker may have gone: nothing is lost with the answer.
        try? await stream.write(Array(text.utf8))
        await stream.finish(within: deadline)
    }
}
