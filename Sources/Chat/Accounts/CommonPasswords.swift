/// The building blocks of the commonest passwords: one that is made of these and digits alone is easy to guess.
enum CommonPasswords {
    private static let words: [[UInt8]] = [
        "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "qwerty", "qwertz", "azerty", "asdf", "zxcv", "yxcv", "uiop", "hjkl",
        "letmein", "welcome", "iloveyou", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "admin", "root", "login",
        "master", "shadow", "superman", "batman", "trustno", "abc", "test", "secret", "changeme", "default", "summer", "winter", "spring",
        "autumn", "love", "hello", "whatever", "michael", "charlie", "jordan", "hunter", "killer", "starwars", "computer", "internet",
        "onion", "onionnode", "tor", "user", "guest", "pass", "word", "king", "god", "jesus", "freedom", "qazwsx", "1q2w3e", "q1w2e3",
    ].map { Array($0.utf8) }.sorted { $0.count > $1.count }

    /// Whether `folded` (lower case) is nothing but common words, digits and punctuation, with fewer than six other characters.
    static func contains(_ folded: [UInt8]) -> Bool {
        var index = 0
        var others = 0
        while index < folded.count {
            if let word = words.first(where: { folded[index...].starts(with: $0) }) {
                index += word.count
            } else {
                let isLetter = (97...122).contains(folded[index]) || folded[index] >= 128
                if isLetter || folded[index] == UInt8(ascii: " ") { others += 1 }
                index += 1
            }
        }
        return others < 6
    }
}
