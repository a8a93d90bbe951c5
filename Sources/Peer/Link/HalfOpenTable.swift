/// The handshakes that others began and have not finished: a value that says who may come in.
///
/// **Limits** 128 at once; when full, the oldest makes room if it is over 5 seconds old, else the newcomer is refused.
/// **Source** protocol §4.4.
struct HalfOpenTable: Sendable {
    /// What becomes of a newcomer.
    enum Admission: Equatable, Sendable {
        /// It may go on under this number.
        case admitted(Int)
        /// It may go on under the first number; the handshake of the second number is to be closed.
        case admittedInstead(Int, of: Int)
        /// It is to be closed.
        case refused
    }

    /// Unfinished handshakes at once: their buffers and keys take about 1 MB.
    static let limit = 128
    /// The age from which the oldest makes room: an honest handshake's first answer has come by then on most circuits.
    static let graceAge: Duration = .seconds(5)

    private var arrivals: [(number: Int, at: Duration)] = []
    private var nextNumber = 0

    /// How many there are.
    var count: Int { arrivals.count }

    /// A newcomer at the time `now` of the running clock.
    mutating func admit(at now: Duration) -> Admission {
        var evicted: Int?
        if arrivals.count >= Self.limit {
            guard let oldest = arrivals.first, now - oldest.at > Self.graceAge else { return .refused }
            evicted = oldest.number
            arrivals.removeFirst()
        }
        nextNumber += 1
        arrivals.append((nextNumber, now))
        if let evicted { return .admittedInstead(nextNumber, of: evicted) }
        return .admitted(nextNumber)
    }

    /// The handshake of this number is over.
    mutating func remove(_ number: Int) { arrivals.removeAll { $0.number == number } }
}
