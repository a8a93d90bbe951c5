import CLibevent
import Glibc

/// A socket that accepts connections, on a unix socket or on loopback.
///
/// The loop holds it until ``stop()``. A unix socket's file has mode 0600 before anybody can connect, and goes with the listener.
///
/// `@safe`: the pointer is used on the loop alone, and is nil from the moment it is freed.
@safe @Loop public final class Listener {
    /// How long accepting pauses when the process has no descriptor left: long enough for streams to end, short for who waits.
    private static let pause = Duration.milliseconds(100)

    private let onAccept: @Loop (ByteStream) -> Void
    private let file: SocketFile?
    private var pointer: OpaquePointer?
    private var resumption: LoopTimer?

    /// The port of a loopback listener, the kernel's choice when 0 was asked for.
    public let port: UInt16?

    /// Listens on `endpoint` and calls `onAccept` with each connection.
    ///
    /// At a unix path a socket that nobody listens on is removed first; anything else there is left alone and is an error.
    /// **Errors** `.failed` with the system's code: `EADDRINUSE` when somebody listens there, `EEXIST` for a file that is no socket.
    public init(_ endpoint: Endpoint, backlog: Int32 = 128, onAccept: @escaping @Loop (ByteStream) -> Void) throws(StreamError) {
        self.onAccept = onAccept
        let descriptor = try endpoint.makeSocket()
        switch endpoint {
        case .unix(let path):
            try SocketFile.removeStale(at: path)
            try descriptor.bind(to: endpoint)
            file = try SocketFile(protecting: path)
            port = nil
        case .loopback:
            descriptor.setReuseAddress()
            try descriptor.bind(to: endpoint)
            file = nil
            port = descriptor.localPort
        }
        let flags = UInt32(LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC)
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let accepted: evconnlistener_cb = { _, number, _, _, context in
            guard let context = unsafe context else { return }
            let listener = unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
            Loop.assumeIsolated { listener.accept(number) }
        }
        guard let pointer = unsafe evconnlistener_new(Loop.shared.engine.base, accepted, context, flags, backlog, descriptor.number) else {
            let code = errno
            unsafe Unmanaged.passUnretained(self).release()
            file?.remove()
            throw .failed(code: code)
        }
        _ = descriptor.release()
        unsafe self.pointer = unsafe pointer
        unsafe evconnlistener_set_error_cb(pointer) { _, context in
            guard let context = unsafe context else { return }
            let listener = unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
            Loop.assumeIsolated { listener.rest() }
        }
    }

    /// Accepts no more and removes the socket's file. Streams that were accepted live on. Harmless when called twice.
    public func stop() {
        guard let pointer = unsafe pointer else { return }
        unsafe self.pointer = nil
        resumption?.cancel()
        resumption = nil
        file?.remove()
        unsafe evconnlistener_free(pointer)
        unsafe Unmanaged.passUnretained(self).release()
    }

    private func accept(_ number: Int32) {
        guard let descriptor = Descriptor(owning: number) else { return }
        if port != nil { descriptor.setNoDelay() }
        // Without memory for one more stream the connection is closed, which is what the other side can understand.
        guard let stream = try? ByteStream(descriptor) else { return }
        onAccept(stream)
    }

    /// `accept` failed, as a rule with EMFILE. The connection stays in the backlog and would make the loop spin.
    private func rest() {
        guard let pointer = unsafe pointer, resumption == nil else { return }
        _ = unsafe evconnlistener_disable(pointer)
        resumption = LoopTimer(after: Self.pause) { [weak self] in
            guard let self, let pointer = unsafe self.pointer else { return }
            self.resumption = nil
            _ = unsafe evconnlistener_enable(pointer)
        }
    }
}
