import Glibc

/// A socket without any of ours, for the other side's bad manners. It blocks, so it is only told what the kernel does at once.
final class RawSocket {
    struct Failure: Error {
        let code: Int32
    }

    let descriptor: Int32

    /// Connects to a loopback port; the kernel does that without the listener's help.
    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try Self.withLoopback(port) { try Self.check(connect(descriptor, $0, $1)) }
    }

    /// Listens on a unix path and accepts nobody, with room for `backlog` connections.
    init(listeningAt path: String, backlog: Int32) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try Self.withUnix(path) { try Self.check(bind(descriptor, $0, $1)) }
        try Self.check(listen(descriptor, backlog))
    }

    /// Listens on a loopback port and accepts nobody.
    init(listeningWithBacklog backlog: Int32) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try Self.withLoopback(0) { try Self.check(bind(descriptor, $0, $1)) }
        try Self.check(listen(descriptor, backlog))
    }

    deinit { close(descriptor) }

    var port: UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    func send(_ text: String) {
        _ = Glibc.send(descriptor, text, text.utf8.count, 0)
    }

    /// Makes the kernel send RST instead of FIN.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        dup2(STDERR_FILENO, descriptor)
    }

    private static func check(_ result: Int32) throws {
        guard result == 0 else { throw Failure(code: errno) }
    }

    private static func withLoopback(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void) rethrows {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    private static func withUnix(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void) rethrows {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
