internal import Glibc

extension ByteStream {
    /// A stream of what a child process writes to the descriptor that `start` gets, for its standard output.
    ///
    /// It is a socket and not a pipe only because a stream is one. The child's end is closed here when `start` returns, so the stream ends
    /// when the last holder in the child ends.
    /// **Errors** `.failed` when there are no descriptors left; `start` is not called then.
    public static func readingChild(_ start: (Int32) -> Void) throws(StreamError) -> ByteStream {
        var numbers: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &numbers) == 0 else { throw StreamError(code: errno) }
        guard let ours = Descriptor(owning: numbers[0]), let child = Descriptor(owning: numbers[1]) else {
            throw .failed(code: EBADF)
        }
        // Only our end: the child writes its log as to a terminal, waiting when it must.
        guard fcntl(ours.number, F_SETFL, O_NONBLOCK) == 0 else { throw StreamError(code: errno) }
        let stream = try ByteStream(ours)
        start(child.number)
        return stream
    }
}
