internal import Domain

/// What a guesser spends on one character that is part of no pattern.
enum LetterCost {
    /// Bits of a–z. Guessing letter by letter by how often each occurs in English would cost the logarithm of that; a guesser who also knows
    /// which follow each other needs about six tenths of it, which is what stands here.
    private static let letters: [Double] = [
        2.2, 3.6, 3.1, 2.8, 1.8, 3.3, 3.4, 2.4, 2.3, 5.6, 4.2, 2.8, 3.2, 2.3, 2.2, 3.4, 6.0, 2.4, 2.4, 2.1, 3.1, 4.0, 3.2, 5.6, 3.4, 6.2,
    ]

    static func bits(of character: UInt8) -> Double {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letters[Int(character - UInt8(ascii: "a"))]
        // People's digits are years, phones and counts: ten choices, not used evenly.
        case _ where isDigit(character): 2.5
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): 1
        // The first byte of a character outside ASCII, and those that go on with it.
        case 0xc0...0xff: 4
        case 0x80..<0xc0: 0
        default: 3
        }
    }

    static func isDigit(_ character: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) }
}
