/// A piece of a page, written: text and markup are different things, and only this module's own literals become markup.
///
/// There is no way to spell a script, a style, an event attribute or a URL that is not a ``Place``: ``Tag`` and ``Attribute`` are closed.
/// A piece holds its bytes and nothing else, so a page is the pieces' bytes one after the other. Rows of which there are many go through ``HTMLWriter``.
struct HTML: Sendable {
    /// The piece as bytes.
    private(set) var bytes: [UInt8]

    /// Nothing.
    static let empty = HTML(bytes: [])

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Text, escaped.
    init(_ text: String) {
        bytes = []
        Escape.text(text, to: &bytes)
    }

    /// An element.
    init(_ tag: Tag, _ attributes: [Attribute], _ inside: HTML) {
        bytes = []
        bytes.reserveCapacity(inside.bytes.count + 32 * (attributes.count + 1))
        Self.writeStart(of: tag, attributes, to: &bytes)
        guard !tag.isVoid else { return }
        // A parser drops one line end behind <textarea>: with ours in front, the text keeps its own.
        if tag == .textarea { bytes.append(UInt8(ascii: "\n")) }
        inside.write(to: &bytes)
        Self.writeEnd(of: tag, to: &bytes)
    }

    /// Pieces one after the other.
    init(_ pieces: [HTML]) {
        bytes = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
        for piece in pieces { piece.write(to: &bytes) }
    }

    /// What `write` writes forward.
    init(reserving byteCount: Int, _ write: (inout HTMLWriter) -> Void) {
        var writer = HTMLWriter(reserving: byteCount)
        write(&writer)
        bytes = writer.bytes
    }

    /// Appends the piece to `out`.
    func write(to out: inout [UInt8]) { out.append(contentsOf: bytes) }

    /// The piece and another behind it.
    consuming func followed(by next: HTML) -> HTML {
        bytes.append(contentsOf: next.bytes)
        return self
    }

    /// Appends a start tag alone: an endless page begins with elements whose end it never reaches.
    static func writeStart(of tag: Tag, _ attributes: [Attribute], to out: inout [UInt8]) {
        writeOpenStart(of: tag, to: &out)
        for attribute in attributes { attribute.write(to: &out) }
        out.append(UInt8(ascii: ">"))
    }

    /// Appends a start tag up to its attributes.
    static func writeOpenStart(of tag: Tag, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "<"))
        out.append(contentsOf: tag.rawValue.utf8)
    }

    /// Appends an end tag.
    static func writeEnd(of tag: Tag, to out: inout [UInt8]) {
        out.append(contentsOf: "</".utf8)
        out.append(contentsOf: tag.rawValue.utf8)
        out.append(UInt8(ascii: ">"))
    }
}
