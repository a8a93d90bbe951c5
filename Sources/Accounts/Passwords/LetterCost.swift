internal import Domain

/// What a guesser spends on one character that is part of no pattern.
enum LetterCost {
    /// The cost of the character at `index`, after those before it.
    static func bits(at index: Int, in characters: [UInt8]) -> Double {
        bits(of: characters[index], after: index > 1 ? characters[index - 2] : nil, index > 0 ? characters[index - 1] : nil)
    }

    /// The cost of `character` at the beginning, or after two others.
    static func bits(of character: UInt8, after first: UInt8? = nil, _ second: UInt8? = nil) -> Double {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): LetterModel.all.bits(of: character, after: first, second)
        // People's digits are years, phones and counts: ten choices, not used evenly; that they begin is told by half a bit more.
        case _ where isDigit(character): isLetter(second) ? 3 : 2.5
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): 1
        // The first byte of a character outside ASCII, and those that go on with it.
        case 0xc0...0xff: 4
        case 0x80..<0xc0: 0
        default: 3
        }
    }

    static func isDigit(_ character: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) }

    private static func isLetter(_ character: UInt8?) -> Bool {
        character.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    }
}
