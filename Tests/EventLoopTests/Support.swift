import EventLoop
import Foundation
import Testing

/// Longer than anything here takes on a busy machine, shorter than a test run's patience.
let patience = Duration.seconds(120)

/// Looks again and again until `condition` holds; false when it never does.
@Loop func eventually(_ condition: @Loop () -> Bool) async -> Bool {
    let end = ContinuousClock.now + patience
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        try? await sleep(for: .milliseconds(1))
    }
    return true
}

/// A directory for sockets with a short path; it goes with the object.
final class SocketDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/el-XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func endpoint(_ name: String) -> Endpoint { .unix(path: "\(path)/\(name)") }
}

/// Sends back what comes, until the other side has finished.
@Loop func echo(_ stream: ByteStream) async {
    while let bytes = try? await stream.read(atMost: ByteStream.inputLimit, within: patience), !bytes.isEmpty {
        guard (try? await stream.write(bytes)) != nil else { break }
    }
    await stream.finish(within: patience)
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}
