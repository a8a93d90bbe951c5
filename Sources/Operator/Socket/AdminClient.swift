internal import EventLoop

/// Asks the node that runs on a data directory.
enum AdminClient {
    /// The answer to `line` of the node that runs on the data directory at `path`; nil when none runs.
    static func ask(_ line: AdminLine, at path: String) async throws(CommandError) -> String? {
        let socketPath = path + "/admin.sock"
        guard socketPath.utf8.count <= 107 else {
            throw CommandError("the data directory's path is too long", hint: "unix sockets allow 107 bytes")
        }
        do {
            let stream = try await ByteStream.connect(to: .unix(path: socketPath), within: AdminServer.deadline)
            try await stream.write(line.bytes)
            var answer: [UInt8] = []
            while true {
                let part = try await stream.read(atMost: 1 << 16, within: AdminServer.deadline)
                if part.isEmpty { break }
                answer += part
                guard answer.count <= AdminAnswer.byteLimit else { throw StreamError.overLimit(AdminAnswer.byteLimit) }
            }
            return try AdminAnswer.decode(answer)
        } catch let error as CommandError {
            throw error
        } catch StreamError.notFound, StreamError.refused {
            return nil
        } catch {
            throw CommandError("the node does not answer: \(error)", hint: "is it stopping, or hung? its log may say why")
        }
    }
}
