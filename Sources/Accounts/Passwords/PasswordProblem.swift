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
