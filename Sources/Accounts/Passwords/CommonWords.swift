internal import Domain

/// Seven thousand words and names that passwords are commonly made of, in five languages, with how early a guesser tries them.
///
/// Our own lists, in ranks. It need not hold every common password: those are made of its words by rules that ``PasswordStrength`` knows.
/// **Layout** in memory one run of bytes and the sorted places of its words: about 110 KB, made at the first registration.
struct CommonWords: Sendable {
    /// The longest word.
    static let maximumLength = 20
    /// How many bits a guesser spends on a word of each rank: the logarithm of how many words are tried before.
    private static let ranks: [(words: String, bits: Double)] = [
        (first, 5), (second, 8), (names, 11), (rest, 11), (german, 11), (french, 11), (spanish, 11), (italian, 11),
    ]

    /// The list, made once.
    static let all = CommonWords()

    private struct Place {
        let start: Int32
        let length: Int8
        let rank: Int8
    }

    private let text: [UInt8]
    private let places: [Place]

    private init() {
        var text: [UInt8] = []
        var places: [Place] = []
        for (rank, entry) in CommonWords.ranks.enumerated() {
            for word in entry.words.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
                places.append(Place(start: Int32(text.count), length: Int8(word.count), rank: Int8(rank)))
                text.append(contentsOf: word)
            }
        }
        places.sort { CommonWords.slice(text, $0).lexicographicallyPrecedes(CommonWords.slice(text, $1)) }
        self.text = text
        self.places = places
    }

    /// How many there are.
    var count: Int { places.count }

    /// Calls `body` with each word.
    func forEach(_ body: (ArraySlice<UInt8>) -> Void) {
        for place in places { body(CommonWords.slice(text, place)) }
    }

    /// What a guesser spends on `word`, which is in lower case; nil when it is not on the list.
    func bits(of word: ArraySlice<UInt8>) -> Double? {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if CommonWords.slice(text, places[middle]).lexicographicallyPrecedes(word) { low = middle + 1 } else { high = middle }
        }
        guard low < places.count, CommonWords.slice(text, places[low]).elementsEqual(word) else { return nil }
        return CommonWords.ranks[Int(places[low].rank)].bits
    }

    private static func slice(_ text: [UInt8], _ place: Place) -> ArraySlice<UInt8> {
        text[Int(place.start)..<Int(place.start) + Int(place.length)]
    }
}
