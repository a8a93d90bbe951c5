/// A connected socket as an ordered run of bytes each way, with bounded memory both ways.
///
/// What has come is read without suspending; a wait ends with bytes, its deadline, the cancellation of its task or the close,
/// whichever is first, and exactly once. One task reads at a time (two at once are our own misuse); several may write.
/// A stream that nobody holds any more is closed.
/// **Limits** ``inputLimit`` unread bytes, then the socket is not read; ``outputLimit`` queued bytes, then ``write(_:)`` waits.
@Loop public final class ByteStream {
    /// Unread bytes at which reading pauses: holds a whole HTTP head or some cells, and a thousand idle-fed streams stay under 64 MiB.
    public nonisolated static let inputLimit = 64 * 1024
    /// Queued bytes at which ``write(_:)`` waits: as much as a socket's own buffer, so that the sender never runs dry.
    public nonisolated static let outputLimit = 64 * 1024
    /// Queued bytes at which a waiting ``write(_:)`` goes on: half, so that it is not woken for each packet.
    private static let drainedCount = outputLimit / 2

    /// How many bytes must leave within ``writeTimeout`` while a call waits for the other side: a quarter of ``outputLimit``, so that who
    /// reads on, however slowly, is waited for, and who takes a byte now and then is not.
    public nonisolated static let progressCount = 16 * 1024
    /// How often a wait looks whether bytes have left.
    private static let progressPause = Duration.seconds(2)

    /// How long a call waits for ``progressCount`` bytes, or all it waits for, to leave.
    public var writeTimeout: Duration = .seconds(60)

    let buffer: BufferEvent
    /// The reason why no byte will come any more; nil while some may.
    private(set) var inputEnd: InputEnd?
    /// The reason why no byte can go any more; nil while some can.
    private(set) var writeFailure: StreamError?
    private var reader: (waiter: Waiter, neededCount: Int)?
    private var writers: [Waiter] = []
    /// Since when the other side has not taken ``progressCount`` bytes while a call waits for it; nil while none waits.
    public private(set) var stalledSince: ContinuousClock.Instant?
    private var flushers: [Waiter] = []
    /// How many bytes were ever queued.
    private var takenByteCount = 0
    /// How many waits for the other side there are.
    private var stallCount = 0
    private var closeWatchers: [Waiter] = []

    /// How the input ended.
    enum InputEnd: Equatable {
        case finished, failed(StreamError)
    }

    init(_ descriptor: consuming Descriptor) throws(StreamError) {
        buffer = try BufferEvent(descriptor, inputLimit: Self.inputLimit, drainedCount: Self.drainedCount)
        buffer.stream = self
    }

    isolated deinit { buffer.close() }

    /// Whether the stream was closed here or broke. A peer that only finished sending does not close it; see ``hasEnded``.
    public var isClosed: Bool { writeFailure != nil }

    /// Whether the other side sends no more; bytes that came before may still be unread.
    public var hasEnded: Bool { inputEnd != nil }

    /// How many bytes are queued and not yet taken by the socket.
    public var queuedByteCount: Int { buffer.outputCount }

    /// Queues `bytes`, all or none. Before that it suspends while more than ``outputLimit`` bytes wait, so a slow reader slows its writer.
    /// **Limits** keep one call within some ``outputLimit``s: it is queued as a whole.
    /// **Errors** `.timedOut` when less than ``progressCount`` bytes left within ``writeTimeout``, `.cancelled`, `.closed` or `.failed`; nothing was queued then.
    public func write(_ bytes: [UInt8]) async throws(StreamError) {
        try checkWritable()
        if queuedByteCount > Self.outputLimit { try await wait(untilQueued: Self.outputLimit, \.writers) }
        do {
            try buffer.send(bytes)
            takenByteCount += bytes.count
        } catch {
            handle(.writeFailed(error))
            throw error
        }
    }

    /// Queues `bytes` without waiting and without error, for small things whose number the caller bounds. They leave at the loop's next turn.
    public func enqueue(_ bytes: [UInt8]) {
        guard !isClosed else { return }
        unsafe bytes.withUnsafeBytes { unsafe buffer.append($0) }
        takenByteCount += bytes.count
    }

    /// Suspends until all that is queued has been taken by the socket.
    /// **Errors** as ``write(_:)``.
    public func waitUntilSent() async throws(StreamError) {
        try checkWritable()
        if queuedByteCount > 0 { try await wait(untilQueued: 0, \.flushers) }
    }

    /// Closes at once: what is queued or unread is lost, and every waiting call throws `.closed`. Harmless when called twice.
    public func close() {
        buffer.close()
        inputEnd = .failed(.closed)
        end(.closed)
    }

    /// Tells the other side that no more bytes come and goes on reading. What is queued must have left before.
    package func finishWriting() {
        buffer.shutdownWriting()
    }

    /// Sends what is queued, then closes; closes anyway after `limit`, or at once when the task is cancelled.
    ///
    /// When the other side is still sending, what it sends is read and dropped until it stops or `limit` has passed: a socket closed with
    /// unread bytes resets the connection, and the other side could lose our last words.
    public func finish(within limit: Duration) async {
        let deadline = Deadline(after: limit)
        while queuedByteCount > 0, !isClosed {
            let waiter = Waiter()
            flushers.append(waiter)
            guard await waiter.wait(within: deadline.remaining) == .ready else { break }
        }
        if !isClosed, queuedByteCount == 0, buffer.inputCount > 0, !hasEnded, reader == nil {
            buffer.shutdownWriting()
            while let dropped = try? await read(atMost: Self.inputLimit, within: deadline.remaining), !dropped.isEmpty {}
        }
        close()
    }

    /// Suspends until either side has closed, the other has finished sending, or the task is cancelled. It reads nothing.
    /// **Limits** while ``inputLimit`` bytes are unread the other side's end is not seen; a write finds it.
    public func waitUntilClosed() async {
        guard !isClosed, !hasEnded else { return }
        let waiter = Waiter()
        closeWatchers.append(waiter)
        _ = await waiter.wait()
        closeWatchers.removeAll { $0 === waiter }
    }

    // MARK: - What the socket tells

    func handle(_ event: BufferEvent.Event) {
        switch event {
        case .inputArrived:
            if let reader, buffer.inputCount >= reader.neededCount { reader.waiter.resume(.ready) }
        case .outputDrained:
            Self.resumeAll(&writers, .ready)
            if queuedByteCount == 0 { Self.resumeAll(&flushers, .ready) }
        case .inputEnded:
            endInput(.finished)
        case .readFailed(let error):
            end(error)
        case .writeFailed(let error):
            endOutput(error)
        }
    }

    private func end(_ error: StreamError) {
        endInput(.failed(error))
        endOutput(error)
    }

    private func endInput(_ end: InputEnd) {
        if inputEnd == nil { inputEnd = end }
        reader?.waiter.resume(.closed)
        Self.resumeAll(&closeWatchers, .closed)
    }

    private func endOutput(_ error: StreamError) {
        if writeFailure == nil { writeFailure = error }
        Self.resumeAll(&writers, .closed)
        Self.resumeAll(&flushers, .closed)
        Self.resumeAll(&closeWatchers, .closed)
    }

    private static func resumeAll(_ waiters: inout [Waiter], _ outcome: Waiter.Outcome) {
        guard !waiters.isEmpty else { return }
        for waiter in waiters { waiter.resume(outcome) }
        waiters.removeAll()
    }

    // MARK: - Waiting

    /// Suspends until `count` bytes (at most ``inputLimit``) are unread, or no more can come.
    @inline(__always) func waitForInput(_ count: Int, until deadline: Deadline) async throws(StreamError) {
        guard buffer.inputCount < count, inputEnd == nil else { return }
        precondition(reader == nil, "two reads at once on one stream")
        let waiter = Waiter()
        reader = (waiter, count)
        let outcome = await waiter.wait(within: deadline.remaining)
        reader = nil
        try outcome.check()
    }

    /// Suspends until at most `limit` bytes are queued, for as long as the other side goes on taking some.
    private func wait(untilQueued limit: Int, _ waiters: ReferenceWritableKeyPath<ByteStream, [Waiter]>) async throws(StreamError) {
        var pace = Pace(byteCount: Self.progressCount, patience: writeTimeout)
        stalledSince = stalledSince ?? .now
        stallCount += 1
        defer {
            stallCount -= 1
            if stallCount == 0 { stalledSince = nil }
        }
        while queuedByteCount > limit {
            let (start, sent) = (ContinuousClock.now, takenByteCount - queuedByteCount)
            let waiter = Waiter()
            self[keyPath: waiters].append(waiter)
            let outcome = await waiter.wait(within: min(pace.left, Self.progressPause))
            self[keyPath: waiters].removeAll { $0 === waiter }
            if outcome == .cancelled { throw .cancelled }
            try checkWritable()
            pace.moved(takenByteCount - queuedByteCount - sent, after: start.duration(to: .now))
            stalledSince = .now - pace.waited
            if pace.left == .zero, queuedByteCount > limit { throw .timedOut }
        }
    }

    private func checkWritable() throws(StreamError) {
        if let writeFailure { throw writeFailure }
        if Task.isCancelled { throw .cancelled }
    }
}
