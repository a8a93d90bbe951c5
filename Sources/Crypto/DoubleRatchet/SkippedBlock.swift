/// Some skipped message keys of one chain that were kept on one day.
///
/// **Layout** the key of `numbers[i]` is at byte 32 × i of `keys`. **Limits** ``RatchetLimits/skippedInOneBlock`` keys.
struct SkippedBlock: Sendable {
    static let keyByteCount = 32

    /// Days since 1970: times are kept no finer than expiry needs.
    let day: UInt32
    /// Ascending.
    private(set) var numbers: [UInt32]
    private(set) var keys: SecretBytes

    /// An empty block, to be filled.
    init(day: UInt32) { self.init(day: day, numbers: [], keys: SecretBytes(copying: [])) }

    /// Takes over decoded parts, whose shape the decoder has checked.
    init(day: UInt32, numbers: [UInt32], keys: SecretBytes) {
        self.day = day
        self.numbers = numbers
        self.keys = keys
    }

    /// The day that `now` (unix seconds) lies in.
    static func day(of now: Int64) -> UInt32 { UInt32(clamping: now / 86_400) }

    /// How many more keys fit.
    var freeCount: Int { RatchetLimits.skippedInOneBlock - numbers.count }

    /// Whether the key of message `number` is here.
    func contains(_ number: UInt32) -> Bool {
        guard let first = numbers.first, let last = numbers.last, first <= number, number <= last else { return false }
        return numbers.contains(number)
    }

    /// Keeps the next `count` message keys of `chain`; there must be room.
    mutating func append(_ count: Int, of chain: inout RatchetChain) throws(RatchetError) {
        var parts = [keys]
        parts.reserveCapacity(count + 1)
        for _ in 0..<count {
            numbers.append(chain.number)
            parts.append(try chain.advance())
        }
        keys = .joined(parts)
    }

    /// Takes the key of message `number` out; nil when it is not here.
    mutating func take(_ number: UInt32) -> SecretBytes? {
        guard let index = numbers.firstIndex(of: number) else { return nil }
        let place = index * Self.keyByteCount..<(index + 1) * Self.keyByteCount
        let key = keys[place]
        // What stays moves into a new secret: the old one is wiped, and the taken key with it.
        keys = .joined([keys[0..<place.lowerBound], keys[place.upperBound..<keys.count]])
        numbers.remove(at: index)
        return key
    }

    /// Forgets the first `count` keys, of as many as there are.
    mutating func removeFirst(_ count: Int) {
        keys = keys[count * Self.keyByteCount..<keys.count]
        numbers.removeFirst(count)
    }
}
