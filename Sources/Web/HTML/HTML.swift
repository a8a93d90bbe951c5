/// A piece of a page as a value: text and markup are different things, and only this module's own literals become markup.
///
/// There is no way to spell a script, a style, an event attribute or a URL that is not a ``Place``: ``Tag`` and ``Attribute`` are closed.
struct HTML: Sendable {
    private indirect enum Content: Sendable {
        case text(String)
        case element(Tag, [Attribute], HTML)
        case group([HTML])
    }

    private let content: Content

    /// Nothing.
    static let empty = HTML(content: .group([]))

    private init(content: Content) { self.content = content }

    /// Text, escaped when written.
    init(_ text: String) { content = .text(text) }

    /// An element.
    init(_ tag: Tag, _ attributes: [Attribute], _ inside: HTML) { content = .element(tag, attributes, inside) }

    /// Pieces one after the other.
    init(_ pieces: [HTML]) { content = .group(pieces) }

    /// Appends the piece to `out`.
    func write(to out: inout [UInt8]) {
        switch content {
        case .text(let text): Escape.text(text, to: &out)
        case .group(let pieces): for piece in pieces { piece.write(to: &out) }
        case .element(let tag, let attributes, let inside):
            Self.writeStart(of: tag, attributes, to: &out)
            guard !tag.isVoid else { return }
            // A parser drops one line end behind <textarea>: with ours in front, the text keeps its own.
            if tag == .textarea { out.append(UInt8(ascii: "\n")) }
            inside.write(to: &out)
            Self.writeEnd(of: tag, to: &out)
        }
    }

    /// The piece as bytes.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(4096)
        write(to: &out)
        return out
    }

    /// Appends a start tag alone: an endless page begins with elements whose end it never reaches.
    static func writeStart(of tag: Tag, _ attributes: [Attribute], to out: inout [UInt8]) {
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: tag.rawValue.utf8)
        for attribute in attributes { attribute.write(to: &out) }
        out.append(UInt8(ascii: ">"))
    }

    private static func writeEnd(of tag: Tag, to out: inout [UInt8]) {
        out.append(contentsOf: "</".utf8)
        out.append(contentsOf: tag.rawValue.utf8)
        out.append(UInt8(ascii: ">"))
    }
}
