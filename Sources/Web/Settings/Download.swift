internal import Accounts
internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// An export on its way to the browser, piece by piece, no faster than the browser takes it.
@Loop struct Download {
    let chat: Chat
    let member: Member
    let words: any Words

    /// Writes the archive. When the sign-in ends, the connection is cut: a browser sees that the file is not whole.
    func write(to body: ChunkedBody) async throws(StreamError) {
        let ending = chat.accounts.untilSignedOut(member)
        let watcher = spawn {
            for await _ in ending {}
            // Also while the browser takes nothing and a write waits for it.
            if !Task.isCancelled { body.abort() }
        }
        defer { watcher.cancel() }
        var archive = chat.export(of: member, in: words)
        while true {
            let piece: [UInt8]?
            do { piece = try await archive.next() } catch { throw .closed }
            guard let piece else { return }
            try await body.write(piece)
        }
    }
}
