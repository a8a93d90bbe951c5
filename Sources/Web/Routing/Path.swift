internal import Domain

/// Something that a URL names in its path, in one spelling only.
protocol PathPart: Sendable {
    /// What `part` spells; nil when it spells nothing, or spells it in another way.
    init?(pathPart part: Substring)
}

extension RecordID: PathPart {
    init?(pathPart part: Substring) { self.init(part) }
}

/// Something that a URL says behind its question mark. Whatever stands there has a meaning; the plain one for what is unknown.
protocol PathQuery: Sendable {
    /// - Parameter query: undecoded; nil without a question mark.
    init(query: String?)
}

extension StreamView: PathQuery {}
extension ComposerView: PathQuery {}

/// The shape of a path: fixed words, and places where anything of one kind may stand.
struct PathPattern: Sendable, Equatable {
    /// One part between two slashes.
    enum Segment: Sendable, Equatable {
        case word(String)
        case part
    }

    let segments: [Segment]

    /// The variable parts of `parts`; nil when they are another path.
    func parts(in parts: [Substring]) -> [Substring]? {
        guard parts.count == segments.count else { return nil }
        var found: [Substring] = []
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .word(let word): guard part == word else { return nil }
            case .part: found.append(part)
            }
        }
        return found
    }

    /// Whether some path could be both. A variable part never spells a word of ours, but nobody should have to know that.
    func overlaps(_ other: PathPattern) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { one, two in
                if case .word(let first) = one, case .word(let second) = two { first == second } else { true }
            }
    }
}

/// The path of a route with what it says, typed: `/chats/{id}/stream?…` says a conversation and how it is shown.
struct Path<Value: Sendable>: Sendable {
    let pattern: PathPattern
    /// What the variable parts and the query say; nil when a part is misspelled.
    let read: @Sendable ([Substring], String?) -> Value?

    /// The same path, with its query as one more value.
    func query<Query: PathQuery>(_: Query.Type) -> Path<(Value, Query)> {
        let read = read
        return Path<(Value, Query)>(pattern: pattern) { parts, query in read(parts, query).map { ($0, Query(query: query)) } }
    }
}

extension Path where Value == Void {
    /// A path of words alone; none is the front page.
    init(_ words: StaticString...) {
        let words = words.isEmpty ? [""] : words.map(\.description)
        self.init(pattern: PathPattern(segments: words.map { .word($0) })) { _, _ in () }
    }
}

extension Path where Value: PathPart {
    /// A path with one variable part between words.
    init(_ before: StaticString..., of _: Value.Type, _ after: StaticString...) {
        let words = { (words: [StaticString]) -> [PathPattern.Segment] in words.map { .word($0.description) } }
        self.init(pattern: PathPattern(segments: words(before) + [.part] + words(after))) { parts, _ in
            parts.first.flatMap { Value(pathPart: $0) }
        }
    }
}
