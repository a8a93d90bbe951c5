/// How the field for a message is shown.
enum ComposerView: String, Sendable, Equatable {
    /// One line; the Enter key sends.
    case line = "one"
    /// Several lines.
    case lines = "many"

    /// By the word that the form's field `lines` carries; anything unknown is the one line.
    init(word: String) { self = ComposerView(rawValue: word) ?? .line }

    /// By the query of the frame's URL.
    init(query: String?) { self = query == "lines=many" ? .lines : .line }

    /// With its question mark; empty for the one line.
    var query: String {
        switch self {
        case .line: ""
        case .lines: "?lines=many"
        }
    }
}
