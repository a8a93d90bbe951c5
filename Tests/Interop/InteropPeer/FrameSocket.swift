import Glibc

/// What can go wrong with the socket.
enum FrameSocketError: Error {
    case pathTooLong, failed(Int32), closed
}

/// A unix socket that carries frames: a big-endian u16 length and as many bytes.
struct FrameSocket: ~Copyable {
    private let descriptor: Int32

    init(connectingTo path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw FrameSocketError.pathTooLong }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw FrameSocketError.failed(errno) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw FrameSocketError.failed(code)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func send(_ frame: [UInt8]) throws {
        let bytes = [UInt8(frame.count >> 8), UInt8(frame.count & 255)] + frame
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FrameSocketError.failed(errno) }
            sent += count
        }
    }

    /// The next frame; nil when the other end has closed between two frames.
    func receive() throws -> [UInt8]? {
        let prefix = try receive(exactly: 2)
        guard !prefix.isEmpty else { return nil }
        let count = Int(prefix[0]) << 8 | Int(prefix[1])
        let frame = try receive(exactly: count)
        guard frame.count == count else { throw FrameSocketError.closed }
        return frame
    }

    /// `count` bytes, or none at the end of the stream.
    private func receive(exactly count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let received = bytes[filled...].withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard received >= 0 else { throw FrameSocketError.failed(errno) }
            guard received > 0 else {
                guard filled == 0 else { throw FrameSocketError.closed }
                return []
            }
            filled += received
        }
        return bytes
    }
}
