internal import Domain

/// Why a password may not be chosen.
public enum PasswordProblem: Error, Equatable, Sendable {
    /// It has too few characters.
    case tooShort(minimum: Int)
    /// It has more bytes than any person types.
    case tooLong(maximum: Int)
    /// It would be guessed early.
    case tooEasy(PasswordWeakness)
    /// It holds the username.
    case holdsUsername
}

extension PasswordProblem: CustomStringConvertible {
    /// The plain words for this problem, to follow the name of the field.
    public var description: String {
        switch self {
        case .tooShort(let minimum): "needs at least \(minimum) characters: four or five unrelated words are good"
        case .tooLong(let maximum): "has more than \(maximum) bytes"
        case .tooEasy(let weakness): "is too easy to guess: \(weakness). Four or five unrelated words are good"
        case .holdsUsername: "must not hold the username"
        }
    }
}

/// What makes a password easy to guess.
public enum PasswordWeakness: Equatable, Sendable {
    /// Words that guessers try first.
    case commonWords
    /// A part of it comes again.
    case repetition
    /// Characters that follow each other in the alphabet, in counting or on a keyboard.
    case run
    /// Digits, above all a date.
    case digits
    /// Nothing of these, but too little in all.
    case littleVariety
}

extension PasswordWeakness: CustomStringConvertible {
    /// The plain words for this weakness.
    public var description: String {
        switch self {
        case .commonWords: "its words are among those that are tried first"
        case .repetition: "it repeats itself"
        case .run: "its characters follow each other in the alphabet or on the keyboard"
        case .digits: "it is made of digits or a date"
        case .littleVariety: "it has too few different characters, or is one long word"
        }
    }
}
