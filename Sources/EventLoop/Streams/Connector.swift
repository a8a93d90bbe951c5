import CLibevent
import Glibc

extension ByteStream {
    /// How long to wait before knocking again at a unix socket whose backlog is full; such sockets cannot be polled.
    private static let knockInterval = Duration.milliseconds(10)

    /// Connects to `endpoint`.
    /// **Errors** `.notFound`, `.refused`, `.timedOut` after `limit`, `.cancelled`, `.failed`.
    public static func connect(to endpoint: Endpoint, within limit: Duration) async throws(StreamError) -> ByteStream {
        let deadline = Deadline(after: limit)
        let descriptor = try endpoint.makeSocket()
        if case .loopback = endpoint { descriptor.setNoDelay() }
        while true {
            if Task.isCancelled { throw .cancelled }
            do {
                try descriptor.connect(to: endpoint)
                break
            } catch .failed(code: EINPROGRESS) {
                try await waitUntilWritable(descriptor.number, until: deadline)
                let code = descriptor.pendingError
                guard code == 0 else { throw StreamError(code: code) }
                break
            } catch .failed(code: EAGAIN) {
                guard let remaining = deadline.remaining, remaining > .zero else { throw .timedOut }
                _ = await Waiter().wait(within: min(remaining, knockInterval))
            }
        }
        return try ByteStream(descriptor)
    }

    private static func waitUntilWritable(_ descriptor: Int32, until deadline: Deadline) async throws(StreamError) {
        let waiter = Waiter()
        let event = LoopEvent(source: descriptor, flags: EV_WRITE, within: nil) { _ in waiter.resume(.ready) }
        defer { event.cancel() }
        try await waiter.wait(within: deadline.remaining).check()
    }
}

extension ByteStream {
    /// Two streams that are each other's other side, for tests.
    package static func pair() throws(StreamError) -> (ByteStream, ByteStream) {
        var numbers: (Int32, Int32) = (-1, -1)
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let code = unsafe withUnsafeMutableBytes(of: &numbers) {
            unsafe socketpair(AF_UNIX, type, 0, $0.assumingMemoryBound(to: Int32.self).baseAddress)
        }
        guard code == 0, let first = Descriptor(owning: numbers.0), let second = Descriptor(owning: numbers.1) else {
            throw StreamError(code: errno)
        }
        return (try ByteStream(first), try ByteStream(second))
    }
}
