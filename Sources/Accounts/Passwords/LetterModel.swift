internal import Domain
internal import Glibc

/// How many bits a letter costs a guesser who knows the two before it: learned from the words of ``CommonWords``.
///
/// A word that is on no list costs little, since its letters follow each other as in words; random letters cost much.
/// **Layout** 27 × 27 rows of 26 costs, in memory 76 KB, made at the first registration. The 27th stands for no letter: the beginning of a word.
struct LetterModel: Sendable {
    /// How many seen letters the guess from one letter before counts for, beside what was seen after two.
    private static let weight: Float = 4
    /// A guesser with longer lists and grammar needs so much of it. With it, random passwords of 12 characters are taken and words with digits are not
    /// (decision 40 has the figures).
    private static let share: Float = 0.6
    private static let letterCount = 26
    private static let noLetter = 26

    /// The model, made once.
    static let all = LetterModel(of: CommonWords.all)

    private let costs: [Float]

    private init(of words: CommonWords) {
        let rows = Self.letterCount + 1
        // Half a letter each to begin with: what was never seen is not impossible.
        var afterOne = [Float](repeating: 0.5, count: rows * Self.letterCount)
        var afterTwo = [Float](repeating: 0, count: rows * rows * Self.letterCount)
        words.forEach { word in
            var (first, second) = (Self.noLetter, Self.noLetter)
            for character in word {
                let letter = Self.number(of: character)
                if letter != Self.noLetter {
                    afterOne[second * Self.letterCount + letter] += 1
                    afterTwo[(first * rows + second) * Self.letterCount + letter] += 1
                }
                (first, second) = (second, letter)
            }
        }
        costs = (0..<rows * rows).flatMap { pair in
            let one = afterOne[(pair % rows * Self.letterCount)...].prefix(Self.letterCount)
            let two = afterTwo[(pair * Self.letterCount)...].prefix(Self.letterCount)
            let (sumOfOne, sumOfTwo) = (one.reduce(0, +), two.reduce(0, +))
            return zip(one, two).map { one, two in
                -log2f((two + Self.weight * one / sumOfOne) / (sumOfTwo + Self.weight)) * Self.share
            }
        }
    }

    /// What the letter `character` (a–z) costs after `second`, and `first` before that; nil stands for the beginning.
    func bits(of character: UInt8, after first: UInt8?, _ second: UInt8?) -> Double {
        let row = Self.number(of: first) * (Self.letterCount + 1) + Self.number(of: second)
        return Double(costs[row * Self.letterCount + Self.number(of: character)])
    }

    private static func number(of character: UInt8?) -> Int {
        guard let character, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character) else { return noLetter }
        return Int(character - UInt8(ascii: "a"))
    }
}
