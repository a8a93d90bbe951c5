internal import Bytes
internal import Domain

/// How long guesses at one name are kept waiting: what is remembered of the wrong passwords for it.
///
/// Nobody is asked who they are, so a stranger who guesses and the member who is guessed at are alike to us. Time goes in turns: the name is *open* for
/// at least ``openSeconds``, then *closed* for at most ``longestClosedSeconds``. In an open turn every password is judged by what it is, however many
/// wrong ones came before it; in a closed turn the login password is refused too, and no attempt makes the turn longer. So a guesser has a fraction of
/// the time, and a member who tries again every ``openSeconds`` gets in within 75 seconds, whatever the guesser does.
///
/// **Layout** wrong attempts u8 ‖ level u8 ‖ moment i64. **Source** protocol §11.3, decision 22.
struct BackOff: Sendable, Equatable {
    static let byteCount = 10
    /// A person mistypes; this many wrong passwords close nothing.
    static let freeAttempts: UInt8 = 5
    /// From the wrong password that closes the name to its closing: time to type a password, and to have it judged by a busy node.
    static let openSeconds: Int64 = 15
    /// How long the first, second, … closed turn lasts: short for a person with a bad memory, a minute for who goes on.
    static let closedSeconds: [Int64] = [5, 10, 20, 40, longestClosedSeconds]
    /// No stranger keeps a member out for longer at a time.
    static let longestClosedSeconds: Int64 = 60
    /// So long after the last wrong password that counted all is forgotten.
    static let quietSeconds: Int64 = 600

    /// Wrong passwords before the first closing.
    private(set) var wrongCount: UInt8 = 0
    /// How many turns have been closed; 0: none so far.
    private(set) var level: UInt8 = 0
    /// At level 0 when the last wrong password came; above, when the name closes or closed: seconds since 1970.
    private(set) var moment: Int64 = 0

    /// Nothing is remembered.
    init() {}

    /// Whether even the right password is refused at `now`.
    func isClosed(at now: Int64) -> Bool { level > 0 && now >= moment && now < reopening }

    /// What is remembered after an attempt at `now`. Only the login password forgets, and only when the name is open.
    func after(isRight: Bool, at now: Int64) -> BackOff {
        if isClosed(at: now) { return self }
        if isRight { return BackOff() }
        let isForgotten = now >= reopening.saturatingSum(BackOff.quietSeconds)
        return (isForgotten ? BackOff() : self).counting(at: now)
    }

    /// One more wrong password in an open turn.
    private func counting(at now: Int64) -> BackOff {
        var next = self
        if level == 0 {
            next.wrongCount += 1
            next.moment = now
            if next.wrongCount >= BackOff.freeAttempts { next.close(at: now, level: 1) }
        } else if now >= moment {
            next.close(at: now, level: min(level + 1, UInt8(BackOff.closedSeconds.count)))
        } else if moment > now.saturatingSum(BackOff.openSeconds) {
            // The clock was set back: the turn ends as if it had begun now.
            next.close(at: now, level: level)
        }
        return next
    }

    private mutating func close(at now: Int64, level: UInt8) {
        self.level = level
        moment = now.saturatingSum(BackOff.openSeconds)
    }

    /// When the closed turn ends.
    private var reopening: Int64 {
        level == 0 ? moment : moment.saturatingSum(BackOff.closedSeconds[Int(level) - 1])
    }
}

extension BackOff {
    /// The stored form.
    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write([wrongCount, level])
        writer.write(UInt64(bitPattern: moment))
        return writer.bytes
    }

    /// Reads the stored form; nil when it is none that we write.
    init?(decoding bytes: [UInt8]) {
        guard bytes.count == BackOff.byteCount, Int(bytes[1]) <= BackOff.closedSeconds.count,
            bytes[1] == 0 ? bytes[0] < BackOff.freeAttempts : bytes[0] == BackOff.freeAttempts
        else { return nil }
        var reader = ByteReader(bytes[2...])
        guard let moment = try? reader.readUInt64() else { return nil }
        (wrongCount, level, self.moment) = (bytes[0], bytes[1], Int64(bitPattern: moment))
    }
}

extension Int64 {
    /// The sum, or the nearest number there is: a stored time may be any.
    fileprivate func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? (other > 0 ? .max : .min) : sum
    }
}
