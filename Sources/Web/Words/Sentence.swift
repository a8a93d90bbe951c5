/// A whole sentence with parts that are marked: a link, a name, a time. Written as a string with the parts inside:
/// `"No account yet? \(register("Register"))."`
///
/// Text never becomes markup: a catalogue writes words, and a page says what a mark is. So a translator can put a link wherever their language has
/// it, and can't write a tag.
struct Sentence: Sendable, ExpressibleByStringInterpolation {
    /// Its text and marked parts in order.
    let parts: [Part]

    init(parts: [Part]) { self.parts = parts }

    init(stringLiteral text: String) { parts = [Part(text, nil)] }

    init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Collects text and parts.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

        mutating func appendLiteral(_ text: String) { if !text.isEmpty { parts.append(Part(text, nil)) } }

        mutating func appendInterpolation(_ part: Part) { parts.append(part) }

        mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

        mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
    }
}

/// Text inside a sentence, marked as a page wants it.
struct Part: Sendable {
    /// What a part can be.
    enum Mark: Sendable {
        /// A link.
        case link(Place, Attribute.Target?)
        /// Somebody's name, kept from turning around the text beside it.
        case name
        /// A name that stands out.
        case strongName
        /// A time, with the machine's spelling, and the exact one for who points at it.
        case time(machine: String, exact: String?)
    }

    let text: String
    let mark: Mark?

    init(_ text: String, _ mark: Mark?) {
        self.text = text
        self.mark = mark
    }

    /// The part as a piece of a page.
    var html: HTML {
        switch mark {
        case nil: HTML(text)
        case .link(let place, let target): HTML(.a, [.href(place)] + (target.map { [.target($0)] } ?? []), HTML(text))
        case .name: Tag.bdi(text)
        case .strongName: Tag.strong { Tag.bdi(text) }
        case .time(let machine, let exact): HTML(.time, [.dateTime(machine)] + (exact.map { [.title($0)] } ?? []), HTML(text))
        }
    }
}

/// Where a sentence's link leads. The catalogue calls it with the words that are to be the link.
struct Link: Sendable {
    let place: Place
    let target: Attribute.Target?

    /// A link to `place`; out of a frame with a `target`.
    init(_ place: Place, target: Attribute.Target? = nil) {
        self.place = place
        self.target = target
    }

    /// `words` as the link.
    func callAsFunction(_ words: String) -> Part { Part(words, .link(place, target)) }
}

extension HTMLBuilder {
    static func buildExpression(_ sentence: Sentence) -> HTML { HTML(sentence.parts.map(\.html)) }
    static func buildExpression(_ part: Part) -> HTML { part.html }
}
