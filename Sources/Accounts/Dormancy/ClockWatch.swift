internal import Domain

/// Judges the machine's clock by three others: the Tor network's, one that nobody sets, and the time that the node has known before.
///
/// A value without I/O; each reading is given to it. **Source** protocol §11.8, decision 24.
struct ClockWatch: Sendable {
    /// How far the clock may be from the consensus' validity: a day, by which a home machine's clock is never wrong by accident.
    static let consensusTolerance: Int64 = 86_400
    /// How far the clock may move against the one that nobody sets: an hour, more than any leap second, time server or time zone mishap.
    static let jumpTolerance: Int64 = 3600
    /// How long a clock that jumped must go evenly before it is believed again: whoever sets it right may need a few tries.
    static let settlingTime: Int64 = 3600
    /// How far the clock may be behind the time known before: what two believed clocks can differ by.
    static let markTolerance: Int64 = 86_400
    /// After running evenly and in agreement with the network for so long, the clock is right and the time known before was not.
    static let markOverrule: Int64 = 7 * 86_400

    /// How a believed moment follows the one believed before.
    enum Course: Equatable, Sendable {
        /// The clock went evenly between them, as far as this run has seen.
        case even
        /// It was set in between: how much time passed is not known from it.
        case interrupted
        /// It is far behind the time known before, and that one was wrong.
        case overruled
    }

    /// What the clock was ahead of the other by, when it last was set.
    private var offset: Int64?
    /// Since when it has gone evenly, on the clock that nobody sets.
    private var evenSince: Int64 = 0
    /// By how much it jumped then; nil for the first reading.
    private var jump: Int64?
    private var wasInterrupted = false

    /// Whether `reading` can be believed, and how it follows the last that was.
    ///
    /// - Parameter mark: the latest time believed, in this run or one before.
    /// **Errors** the reason for doubt.
    mutating func judge(_ reading: ClockReading, mark: Int64?) throws(ClockDoubt) -> Course {
        noticeJump(reading)
        let evenFor = reading.sinceBoot - evenSince
        if let jump, evenFor < ClockWatch.settlingTime { throw .jumped(seconds: jump) }
        guard let consensus = reading.consensus else { throw .noConsensus }
        guard reading.wall <= consensus.upperBound + ClockWatch.consensusTolerance else {
            throw .aheadOfConsensus(seconds: reading.wall - consensus.upperBound)
        }
        guard reading.wall >= consensus.lowerBound - ClockWatch.consensusTolerance else {
            throw .behindConsensus(seconds: consensus.lowerBound - reading.wall)
        }
        if let mark, reading.wall < mark - ClockWatch.markTolerance {
            guard evenFor >= ClockWatch.markOverrule else { throw .behindMark(seconds: mark - reading.wall) }
            wasInterrupted = false
            return .overruled
        }
        defer { wasInterrupted = false }
        return wasInterrupted ? .interrupted : .even
    }

    private mutating func noticeJump(_ reading: ClockReading) {
        let current = reading.wall - reading.sinceBoot
        guard let offset else {
            offset = current
            evenSince = reading.sinceBoot
            return
        }
        guard abs(current - offset) > ClockWatch.jumpTolerance else { return }
        jump = current - offset
        self.offset = current
        evenSince = reading.sinceBoot
        wasInterrupted = true
    }
}
