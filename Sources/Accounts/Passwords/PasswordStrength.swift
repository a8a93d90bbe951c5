internal import Domain
internal import Glibc

/// How long a guesser needs who knows how people make passwords: the cheapest way to put one together from common words (also backwards, or with
/// digits for letters), runs on the keyboard or in the alphabet, repetitions, dates, and single characters. **Source** decision 40.
///
/// Each piece costs bits: the logarithm of how many others would be tried before it. The cheapest sum is found from left to right.
package struct PasswordStrength {
    /// What a password must be worth: 32 bits are four thousand million guesses, of which each costs an Argon2id evaluation with the node's key.
    static let minimumBits = 32.0
    /// The shortest run, walk or repetition that is seen as one.
    private static let shortestPattern = 3

    private let characters: [UInt8]
    /// The same with digits and signs read as the letters they stand for; `1` as `i` and as `l`.
    private let readings: [[UInt8]]
    /// The same from the end.
    private let backwards: [UInt8]
    /// The cheapest way to each place, and its last piece.
    private var ways: [Way]

    private struct Way {
        var bits = Double.infinity
        var start = 0
        var weakness = PasswordWeakness.littleVariety
    }

    /// What `characters`, in lower case, are worth. For measurements: whether they may be a password is ``PasswordPolicy``'s to say.
    package static func bits(of characters: [UInt8]) -> Double { PasswordStrength(characters).bits }

    /// Why `characters`, in lower case, are too easy to guess; nil when they are not.
    static func weakness(of characters: [UInt8]) -> PasswordWeakness? {
        let strength = PasswordStrength(characters)
        return strength.bits < minimumBits ? strength.mainWeakness : nil
    }

    private init(_ characters: [UInt8]) {
        self.characters = characters
        readings = [UInt8(ascii: "i"), UInt8(ascii: "l")].map { one in characters.map { PasswordStrength.letter(for: $0, one: one) } }
        backwards = characters.reversed()
        ways = [Way](repeating: Way(), count: characters.count + 1)
        ways[0].bits = 0
        for start in characters.indices {
            addCharacter(at: start)
            addWords(at: start)
            addSteps(at: start)
            addWalk(at: start)
            addRepetition(at: start)
            addDates(at: start)
        }
    }

    /// What the whole costs.
    private var bits: Double { ways.last?.bits ?? 0 }

    /// What most of the cheapest way is made of.
    private var mainWeakness: PasswordWeakness {
        var counts: [PasswordWeakness: Int] = [:]
        var end = characters.count
        while end > 0 {
            counts[ways[end].weakness, default: 0] += end - ways[end].start
            end = ways[end].start
        }
        let order: [PasswordWeakness] = [.repetition, .run, .commonWords, .digits, .littleVariety]
        return order.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? .littleVariety
    }

    private mutating func add(_ count: Int, at start: Int, _ bits: Double, _ weakness: PasswordWeakness) {
        let sum = ways[start].bits + bits
        if sum < ways[start + count].bits { ways[start + count] = Way(bits: sum, start: start, weakness: weakness) }
    }

    private mutating func addCharacter(at start: Int) {
        let weakness = LetterCost.isDigit(characters[start]) ? PasswordWeakness.digits : .littleVariety
        add(1, at: start, LetterCost.bits(at: start, in: characters), weakness)
    }

    private mutating func addWords(at start: Int) {
        let limit = min(CommonWords.maximumLength, characters.count - start)
        guard limit >= 2 else { return }
        var spelled = LetterCost.bits(at: start, in: characters)
        for count in 2...limit {
            let range = start..<start + count
            spelled += LetterCost.bits(at: range.upperBound - 1, in: characters)
            if let bits = CommonWords.all.bits(of: characters[range]) {
                // A word that is cheaper letter by letter is told as a word all the same.
                add(count, at: start, count < 4 ? bits : min(bits, spelled - 0.01), .commonWords)
            }
            for reading in readings where reading[range] != characters[range] {
                // Which letters are replaced is one bit more.
                if let bits = CommonWords.all.bits(of: reading[range]) { add(count, at: start, bits + 1, .commonWords) }
            }
            // Backwards is one bit more, too.
            if let bits = CommonWords.all.bits(of: backwards[(characters.count - range.upperBound)...].prefix(count)) {
                add(count, at: start, bits + 1, .commonWords)
            }
        }
    }

    /// `abcd`, `2468`, `9876`, `aaaa`: always the same small step.
    private mutating func addSteps(at start: Int) {
        guard start + 1 < characters.count else { return }
        let step = Int(characters[start + 1]) - Int(characters[start])
        guard abs(step) <= 3 else { return }
        let first = LetterCost.bits(of: characters[start])
        var end = start + 1
        while end < characters.count, Int(characters[end]) - Int(characters[end - 1]) == step {
            end += 1
            let count = end - start
            if count >= Self.shortestPattern { add(count, at: start, first + 2 + log2(Double(count)), step == 0 ? .repetition : .run) }
        }
    }

    /// `qwert`, `1q2w3e`, `yhnujm`: a finger that wanders from key to key. `q1w2e3`, `1a2s3d`: two fingers that take turns.
    private mutating func addWalk(at start: Int) {
        for fingers in 1...2 {
            var end = start + fingers
            while end < characters.count, Keyboard.areNeighbours(characters[end - fingers], characters[end]) {
                end += 1
                let count = end - start
                if count >= Self.shortestPattern * fingers { add(count, at: start, 5 * Double(fingers) + log2(Double(count)), .run) }
            }
        }
    }

    /// What stood there before, again; it may overlap itself, as in `abcabcabc`.
    private mutating func addRepetition(at start: Int) {
        var longest = 0
        for earlier in 0..<start {
            var count = 0
            while start + count < characters.count, characters[earlier + count] == characters[start + count] { count += 1 }
            longest = max(longest, count)
        }
        guard longest >= Self.shortestPattern else { return }
        for count in Self.shortestPattern...longest { add(count, at: start, 3 + log2(Double(start)), .repetition) }
    }

    /// A year of the last or this century; a date of eight or six digits.
    private mutating func addDates(at start: Int) {
        let digits = characters[start...].prefix(8).prefix(while: LetterCost.isDigit).map { $0 - UInt8(ascii: "0") }
        if digits.count >= 4, (digits[0], digits[1]) == (1, 9) || (digits[0], digits[1]) == (2, 0) { add(4, at: start, 6, .digits) }
        if digits.count >= 6 { add(6, at: start, 13, .digits) }
        if digits.count == 8 { add(8, at: start, 15, .digits) }
    }

    private static func letter(for character: UInt8, one: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"), UInt8(ascii: "!"), UInt8(ascii: "|"): one
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "6"), UInt8(ascii: "9"): UInt8(ascii: "g")
        case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        default: character
        }
    }
}
