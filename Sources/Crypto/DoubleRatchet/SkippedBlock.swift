/// Some skipped message keys of one chain that were kept on one day.
///
/// One secret holds all of it: taking a key copies nothing else.
/// **Layout** numbers u32 each, big-endian and ascending ‖ keys 32 each, in the same order: as they lie at rest.
/// **Limits** ``RatchetLimits/skippedInOneBlock`` keys.
struct SkippedBlock: Sendable {
    static let keyByteCount = 32
    static let numberByteCount = 4

    /// Days since 1970: times are kept no finer than expiry needs.
    let day: UInt32
    private(set) var bytes: SecretBytes
    /// The lowest and the highest number, so that a search need not read the others; the other way round when there is none.
    private var lowest: UInt32 = .max
    private var highest: UInt32 = 0

    /// The next `count` message keys of `chain`, which has as many. The caller has held `count` against the limit.
    init(day: UInt32, next count: Int, of chain: inout RatchetChain, with code: inout HMACSHA256) {
        self.init(day: day, bytes: SecretBytes(copying: []))
        append(count, of: &chain, with: &code)
    }

    /// Takes over decoded bytes, whose shape the decoder has checked.
    init(day: UInt32, bytes: SecretBytes) {
        self.day = day
        self.bytes = bytes
        findBounds()
    }

    /// The day that `now` (unix seconds) lies in.
    static func day(of now: Int64) -> UInt32 { UInt32(clamping: now / 86_400) }

    /// How many bytes `count` keys and their numbers are.
    static func byteCount(of count: Int) -> Int { count * (numberByteCount + keyByteCount) }

    /// How many keys there are.
    var count: Int { bytes.count / Self.byteCount(of: 1) }

    /// How many more keys fit.
    var freeCount: Int { RatchetLimits.skippedInOneBlock - count }

    /// The numbers of the messages, ascending. A door for tests.
    var numbers: [UInt32] { bytes.withSpan { bytes in (0..<count).map { Self.number($0, in: bytes) } } }

    /// Whether the key of message `number` may be here: it lies between the lowest and the highest.
    func spans(_ number: UInt32) -> Bool { lowest <= number && number <= highest }

    /// Keeps the next `count` message keys of `chain`, which has as many; there must be room.
    mutating func append(_ count: Int, of chain: inout RatchetChain, with code: inout HMACSHA256) {
        let numbersEnd = self.count * Self.numberByteCount
        bytes = SecretBytes(count: bytes.count + Self.byteCount(of: count)) { output in
            bytes.withSpan { output.append(copying: $0.extracting(..<numbersEnd)) }
            for offset in 0..<UInt32(count) { output.append(bigEndian: chain.number + offset) }
            bytes.withSpan { output.append(copying: $0.extracting(numbersEnd...)) }
            for _ in 0..<count { chain.advance(with: &code, appendingTo: &output) }
        }
        findBounds()
    }

    /// Takes the key of message `number` out; nil when it is not here.
    mutating func take(_ number: UInt32) -> SecretBytes? {
        guard let index = index(of: number) else { return nil }
        let numberStart = index * Self.numberByteCount
        let keyStart = count * Self.numberByteCount + index * Self.keyByteCount
        let key = bytes[keyStart..<keyStart + Self.keyByteCount]
        // What stays moves into a new secret: the old one is wiped, and the taken key with it.
        bytes = SecretBytes(count: bytes.count - Self.byteCount(of: 1)) { output in
            bytes.withSpan { bytes in
                output.append(copying: bytes.extracting(..<numberStart))
                output.append(copying: bytes.extracting(numberStart + Self.numberByteCount..<keyStart))
                output.append(copying: bytes.extracting((keyStart + Self.keyByteCount)...))
            }
        }
        findBounds()
        return key
    }

    /// Forgets the first `removed` keys, of as many as there are.
    mutating func removeFirst(_ removed: Int) {
        let numbersEnd = count * Self.numberByteCount
        bytes = .joined([
            bytes[removed * Self.numberByteCount..<numbersEnd], bytes[numbersEnd + removed * Self.keyByteCount..<bytes.count],
        ])
        findBounds()
    }

    /// The place of `number`, by halving.
    private func index(of number: UInt32) -> Int? {
        guard spans(number) else { return nil }
        return bytes.withSpan { bytes in
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                if Self.number(middle, in: bytes) < number { low = middle + 1 } else { high = middle }
            }
            return low < count && Self.number(low, in: bytes) == number ? low : nil
        }
    }

    private static func number(_ index: Int, in bytes: Span<UInt8>) -> UInt32 {
        (0..<numberByteCount).reduce(0) { $0 << 8 | UInt32(bytes[index * numberByteCount + $1]) }
    }

    private mutating func findBounds() {
        (lowest, highest) = bytes.withSpan { bytes in
            count == 0 ? (.max, 0) : (Self.number(0, in: bytes), Self.number(count - 1, in: bytes))
        }
    }
}
