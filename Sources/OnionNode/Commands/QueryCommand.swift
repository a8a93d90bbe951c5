internal import EventLoop
internal import Glibc

/// `onionnode status` and `onionnode address`: ask the node that runs on the data directory.
enum QueryCommand {
    /// An answer is a page of text.
    private static let answerLimit = 1 << 20

    static func run(_ invocation: Invocation) throws(CommandError) {
        let question = invocation.command == .status ? "status" : "address"
        let line = "\(question) \(invocation.isJSON ? "json" : "text")\r\n"
        let path = invocation.dataPath + "/admin.sock"
        guard path.utf8.count <= 107 else { throw CommandError("the data directory's path is too long") }
        spawn {
            do {
                Console.print(try await ask(line, at: path))
                exit(0)
            } catch {
                Console.fail(error)
            }
        }
        Loop.run()
    }

    private static func ask(_ line: String, at path: String) async throws(CommandError) -> String {
        do {
            let stream = try await ByteStream.connect(to: .unix(path: path), within: AdminServer.deadline)
            try await stream.write(Array(line.utf8))
            var answer: [UInt8] = []
            while true {
                let part = try await stream.read(atMost: 1 << 16, within: AdminServer.deadline)
                if part.isEmpty { break }
                answer += part
                guard answer.count <= answerLimit else { throw StreamError.overLimit(answerLimit) }
            }
            let text = String(decoding: answer.dropFirst(2), as: UTF8.self)
            guard answer.first == UInt8(ascii: "0") else { throw CommandError(text.isEmpty ? "the node gave no answer" : text) }
            return text
        } catch let error as CommandError {
            throw error
        } catch StreamError.notFound, StreamError.refused {
            throw CommandError("no node runs on this data directory", hint: "onionnode serve starts it; --data names another directory")
        } catch {
            throw CommandError("the node does not answer: \(error)")
        }
    }
}
