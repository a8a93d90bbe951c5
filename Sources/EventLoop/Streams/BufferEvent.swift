import CLibevent
import Glibc

/// The owner of one connected socket as a libevent `bufferevent`: bytes in, bytes out, no waiting.
///
/// libevent holds it until ``close()``; it holds its stream weakly, so that a stream nobody holds is closed.
///
/// `@safe`: the pointers are used on the loop alone, and are nil from the moment they are freed.
@safe @Loop final class BufferEvent {
    /// What a ``BufferEvent`` tells its stream.
    enum Event {
        case inputArrived, outputDrained, inputEnded, readFailed(StreamError), writeFailed(StreamError)
    }

    weak var stream: ByteStream?
    private var pointer: OpaquePointer?
    private var input: OpaquePointer?
    private var output: OpaquePointer?
    private let inputLimit: Int
    /// As much as a stream ever queues before its writers wait, and one write on top.
    private static let writeByteCount = 2 * ByteStream.outputLimit
    /// libevent 2.1's own EVBUFFER_MAX_READ.
    private static let readByteCount = 4096
    /// Reading is off because the input is full.
    private var isPaused = false

    /// Takes a connected socket that does not block. **Errors** `.failed` when memory is short; the socket is then closed.
    init(_ descriptor: consuming Descriptor, inputLimit: Int, drainedCount: Int) throws(StreamError) {
        let flags = Int32(BEV_OPT_CLOSE_ON_FREE.rawValue)
        guard let pointer = unsafe bufferevent_socket_new(Loop.shared.engine.base, descriptor.number, flags) else {
            throw .failed(code: ENOMEM)
        }
        _ = descriptor.release()
        self.inputLimit = inputLimit
        unsafe self.pointer = unsafe pointer
        unsafe input = unsafe bufferevent_get_input(pointer)
        unsafe output = unsafe bufferevent_get_output(pointer)
        unsafe bufferevent_setwatermark(pointer, Int16(EV_READ), 0, inputLimit)
        unsafe bufferevent_setwatermark(pointer, Int16(EV_WRITE), drainedCount, 0)
        // All that is queued at once, where libevent's own 16 KiB would take a round through the poll for each.
        unsafe bufferevent_set_max_single_write(pointer, Self.writeByteCount)
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        unsafe bufferevent_setcb(
            pointer,
            { _, context in unsafe BufferEvent.tell(.inputArrived, context) },
            { _, context in unsafe BufferEvent.tell(.outputDrained, context) },
            { _, flags, context in
                let code = errno
                let isEnd = Int32(flags) & BEV_EVENT_EOF != 0
                let isReading = Int32(flags) & BEV_EVENT_READING != 0
                let error = StreamError(code: code)
                unsafe BufferEvent.tell(isEnd ? .inputEnded : isReading ? .readFailed(error) : .writeFailed(error), context)
            }, context)
        unsafe bufferevent_enable(pointer, Int16(EV_READ | EV_WRITE))
    }

    /// How many bytes have come and were not taken.
    var inputCount: Int { unsafe input.map { unsafe evbuffer_get_length($0) } ?? 0 }

    /// How many bytes are to go.
    var outputCount: Int { unsafe output.map { unsafe evbuffer_get_length($0) } ?? 0 }

    /// Takes the first `count` bytes of the input; fewer when fewer are there.
    func take(_ count: Int) -> [UInt8] {
        guard let input = unsafe input else { return [] }
        // libevent reads so much at a time: where there was as much, there is more, and a round through the poll for each would cost more than it.
        let isMoreLikely = inputCount >= Self.readByteCount && count > inputCount
        return unsafe Array(unsafeUninitializedCapacity: isMoreLikely ? count : min(count, inputCount)) { bytes, initializedCount in
            initializedCount = unsafe max(0, Int(evbuffer_remove(input, bytes.baseAddress, bytes.count)))
            if isMoreLikely { initializedCount += unsafe receive(into: UnsafeMutableBufferPointer(rebasing: bytes[initializedCount...])) }
            resumeReading()
        }
    }

    /// Takes what the socket has, behind an input that has been taken whole. Its end and its errors are left for libevent to find.
    private func receive(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard let pointer = unsafe pointer, inputCount == 0 else { return 0 }
        return unsafe max(0, recv(bufferevent_getfd(pointer), bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT)))
    }

    /// Drops the first `count` bytes of the input.
    func drop(_ count: Int) {
        guard let input = unsafe input else { return }
        _ = unsafe evbuffer_drain(input, count)
        resumeReading()
    }

    /// How many bytes are before the first CRLF of the input; nil when there is none. The first `skipped` bytes are known to have none.
    func lineByteCount(skipping skipped: Int) -> Int? {
        guard let input = unsafe input else { return nil }
        var start = unsafe evbuffer_ptr()
        guard unsafe evbuffer_ptr_set(input, &start, skipped, EVBUFFER_PTR_SET) == 0 else { return nil }
        let found = unsafe evbuffer_search(input, "\r\n", 2, &start)
        return unsafe found.pos >= 0 ? Int(found.pos) : nil
    }

    /// Queues `bytes`; libevent sends them when the socket takes them.
    func append(_ bytes: UnsafeRawBufferPointer) {
        guard let pointer = unsafe pointer else { return }
        _ = unsafe bufferevent_write(pointer, bytes.baseAddress, bytes.count)
    }

    /// Sends `bytes` at once as far as the socket takes them and queues the rest: one system call where a round through the poll takes four.
    func send(_ bytes: [UInt8]) throws(StreamError) {
        guard let pointer = unsafe pointer else { throw .closed }
        let code: Int32 = unsafe bytes.withUnsafeBytes { bytes in
            var sentCount = 0
            if outputCount == 0 {
                sentCount = unsafe Glibc.send(bufferevent_getfd(pointer), bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
                if sentCount == bytes.count { return 0 }
                if sentCount < 0 {
                    guard errno == EAGAIN || errno == EINTR else { return errno }
                    sentCount = 0
                }
            }
            unsafe append(UnsafeRawBufferPointer(rebasing: bytes[sentCount...]))
            return 0
        }
        guard code == 0 else { throw StreamError(code: code) }
    }

    /// Tells the other side that no more bytes come.
    func shutdownWriting() {
        guard let pointer = unsafe pointer else { return }
        _ = unsafe shutdown(bufferevent_getfd(pointer), Int32(SHUT_WR))
    }

    /// Closes the socket; what was not taken or sent is lost. Harmless when called twice.
    func close() {
        guard let pointer = unsafe pointer else { return }
        unsafe self.pointer = nil
        unsafe input = nil
        unsafe output = nil
        unsafe bufferevent_free(pointer)
        unsafe Unmanaged.passUnretained(self).release()
    }

    private nonisolated static func tell(_ event: Event, _ context: UnsafeMutableRawPointer?) {
        guard let context = unsafe context else { return }
        let buffer = unsafe Unmanaged<BufferEvent>.fromOpaque(context).takeUnretainedValue()
        Loop.assumeIsolated {
            if case .inputArrived = event { buffer.pauseReading() }
            buffer.stream?.handle(event)
        }
    }

    /// Turns reading off when the input is full. The read watermark alone would keep the memory in bounds, but libevent 2.1.12 calls
    /// back again and again, at full speed, while a full input is not taken and reading is on.
    private func pauseReading() {
        guard let pointer = unsafe pointer, inputCount >= inputLimit else { return }
        isPaused = true
        unsafe bufferevent_disable(pointer, Int16(EV_READ))
    }

    private func resumeReading() {
        guard isPaused, let pointer = unsafe pointer, inputCount < inputLimit else { return }
        isPaused = false
        unsafe bufferevent_enable(pointer, Int16(EV_READ))
    }
}
