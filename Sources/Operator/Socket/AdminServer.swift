package import EventLoop

/// The operator's door: a unix socket in the data directory, for the node's user alone, that answers one ``AdminLine`` a connection with one
/// ``AdminAnswer``.
@Loop package final class AdminServer {
    /// An operator's command waits no longer.
    static let deadline = Duration.seconds(10)

    private var listener: Listener?

    /// Listens at `path` and answers with what `answer` gives for a line.
    package init(path: String, answer: @escaping @Loop @Sendable (AdminLine) async throws(CommandError) -> String) throws(StreamError) {
        listener = try Listener(.unix(path: path)) { stream in
            spawn { await AdminServer.serve(stream, answer) }
        }
    }

    package func stop() { listener?.stop() }

    private static func serve(_ stream: ByteStream, _ answer: @Loop @Sendable (AdminLine) async throws(CommandError) -> String) async {
        defer { stream.close() }
        guard let bytes = try? await stream.readLine(limit: AdminLine.byteLimit, within: deadline) else { return }
        let result: Result<String, CommandError>
        do throws(CommandError) {
            guard let line = AdminLine(received: bytes) else { throw unknownQuestion }
            result = .success(try await answer(line))
        } catch {
            result = .failure(error)
        }
        // The asker may have gone: nothing is lost with the answer.
        try? await stream.write(AdminAnswer.encode(result))
        await stream.finish(within: deadline)
    }

    private static let unknownQuestion = CommandError(
        "the node does not know this question", hint: "it may be of another version: restart it with this one")
}
