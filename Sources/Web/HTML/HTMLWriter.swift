/// Writes a page forward, element by element, into the bytes of the answer: for the rows that a page has many of.
///
/// As closed as ``HTML``: elements and attributes are ``Tag`` and ``Attribute``, text is escaped, only literals of this module are markup.
struct HTMLWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// An empty page; `byteCount` is what it will take, as far as one can tell.
    init(reserving byteCount: Int) { bytes.reserveCapacity(byteCount) }

    /// Appends text, escaped.
    mutating func text(_ text: String) { Escape.text(text, to: &bytes) }

    /// Appends a piece.
    mutating func piece(_ piece: HTML) { piece.write(to: &bytes) }

    /// Appends a part of a sentence as it is marked.
    mutating func part(_ part: Part) {
        switch part.mark {
        case .time(let machine, nil):
            start(.time, .dateTime(machine))
            text(part.text)
            end(.time)
        case .time(let machine, let exact?):
            start(.time, .dateTime(machine), .title(exact))
            text(part.text)
            end(.time)
        default: piece(part.html)
        }
    }

    /// Appends a start tag: its end is the caller's, or never comes on an endless page.
    mutating func start(_ tag: Tag) { HTML.writeStart(of: tag, [], to: &bytes) }

    /// Appends a start tag with attributes in their order.
    mutating func start(_ tag: Tag, _ first: Attribute, _ second: Attribute? = nil, _ third: Attribute? = nil) {
        HTML.writeOpenStart(of: tag, to: &bytes)
        first.write(to: &bytes)
        second?.write(to: &bytes)
        third?.write(to: &bytes)
        bytes.append(UInt8(ascii: ">"))
    }

    /// Appends an end tag.
    mutating func end(_ tag: Tag) { HTML.writeEnd(of: tag, to: &bytes) }

    /// Appends an element whose content is text.
    mutating func element(_ tag: Tag, _ first: Attribute, _ second: Attribute? = nil, text content: String) {
        start(tag, first, second)
        text(content)
        end(tag)
    }
}
