internal import Domain

/// The languages that pages come in. The raw value is the tag of BCP 47, as `lang`, cookies and kept settings spell it.
enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"

    /// What is spoken where nobody chose and nothing else is known, and in the place of a language that was taken out.
    static let fallback = Language.english

    /// The one that a member chose; in the place of one that was taken out the ``fallback``, nil when they chose none.
    init?(chosen tag: LanguageTag?) {
        guard let tag else { return nil }
        self = Language(rawValue: tag.text) ?? .fallback
    }

    /// Its catalogue.
    var words: any Words {
        switch self {
        case .english: English()
        case .german: German()
        }
    }

    /// Its tag, as a member's settings keep it.
    var tag: LanguageTag? { LanguageTag(rawValue) }

    /// What it calls itself: whoever looks for it may read no other.
    var ownName: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        }
    }
}
