import CLibevent
import Glibc

/// Where a stream leads or a listener waits. No other kind of address can be spelled, so no packet leaves this machine.
public enum Endpoint: Sendable, Equatable {
    /// A unix socket. **Limits** at most 107 bytes, the kernel's limit.
    case unix(path: String)
    /// A TCP port of 127.0.0.1; 0 lets the kernel choose, for listeners.
    case loopback(port: UInt16)
}

extension Endpoint {
    /// A socket of this endpoint's family, neither bound nor connected; it does not block and no child process inherits it.
    func makeSocket() throws(StreamError) -> Descriptor {
        let family =
            switch self {
            case .unix: AF_UNIX
            case .loopback: AF_INET
            }
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard let descriptor = Descriptor(owning: socket(family, flags, 0)) else { throw StreamError(code: errno) }
        return descriptor
    }

    /// Calls `body` (`bind` or `connect`) with the endpoint as the kernel wants it; `body` returns 0, or -1 with `errno` set.
    fileprivate func call(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws(StreamError) {
        let result: Int32
        switch self {
        case .unix(let path):
            var address = try Self.unixAddress(path)
            result = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        case .loopback(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            result = unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        guard result == 0 else { throw StreamError(code: errno) }
    }

    private static func unixAddress(_ path: String) throws(StreamError) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // One byte is kept for the end mark. A path that is empty or has a zero byte in it would name an abstract or another socket.
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw .failed(code: ENAMETOOLONG) }
        guard !bytes.isEmpty, !bytes.contains(0) else { throw .failed(code: EINVAL) }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return address
    }
}

extension Descriptor {
    /// Names the socket after `endpoint`.
    func bind(to endpoint: Endpoint) throws(StreamError) {
        try unsafe endpoint.call { address, size in unsafe Glibc.bind(number, address, size) }
    }

    /// Begins to connect. **Errors** `.failed(EINPROGRESS)` when the socket becomes writable once that is done.
    func connect(to endpoint: Endpoint) throws(StreamError) {
        try unsafe endpoint.call { address, size in unsafe Glibc.connect(number, address, size) }
    }
}
