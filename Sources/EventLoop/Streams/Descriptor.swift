import Glibc

/// The one owner of a file descriptor, which it closes when it ends.
struct Descriptor: ~Copyable {
    /// The number, for calls that do not keep it.
    let number: Int32

    /// Takes what `socket` or `accept` returned; nil when that was -1.
    init?(owning number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit { close(number) }

    /// Hands the number to a new owner.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Small writes leave at once instead of waiting for the answer to the ones before. No effect on unix sockets.
    func setNoDelay() {
        var one: Int32 = 1
        _ = unsafe setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The error that a finished attempt to connect left behind; 0 for none.
    var pendingError: Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
        return code
    }
}

extension Descriptor {
    /// A port that was in use a moment ago can be listened on again.
    func setReuseAddress() {
        var one: Int32 = 1
        _ = unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The port to which a TCP socket is bound.
    var localPort: UInt16? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(number, $0, &size) }
        }
        return code == 0 ? UInt16(bigEndian: address.sin_port) : nil
    }
}
