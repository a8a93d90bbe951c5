internal import Bytes

/// Reads raw bytes of a token front to back, a piece at a time.
struct FernetRawReader<Source: FernetSource>: ~Copyable {
    private let source: Source
    private let layout: FernetLayout
    private let end: Int
    private var position: Int
    private var characters: [UInt8] = []
    private var bytes: [UInt8]

    /// Reads the raw bytes `range`, which lie within the token.
    init(_ source: Source, layout: FernetLayout, range: Range<Int>) {
        self.source = source
        self.layout = layout
        position = range.lowerBound
        end = range.upperBound
        let characterCount = min(Fernet.pieceCharacterCount, FernetLayout.characters(forRaw: range).count)
        characters.reserveCapacity(characterCount)
        bytes = [UInt8](repeating: 0, count: characterCount / 4 * 3 + Base64Groups.decodingSlack)
    }

    /// All of a short range.
    static func bytes(_ range: Range<Int>, of source: Source, layout: FernetLayout) throws(FernetError) -> [UInt8] {
        var reader = FernetRawReader(source, layout: layout, range: range)
        var bytes: [UInt8] = []
        while try reader.next({ (piece) throws(FernetError) in bytes.append(addingCapacity: piece.count) { $0.append(copying: piece) } }) {}
        return bytes
    }

    /// Lends the next piece; false when there is none.
    ///
    /// **Errors** ``FernetError/notBase64``, and what the source and `body` throw.
    mutating func next(_ body: (Span<UInt8>) throws(FernetError) -> Void) throws(FernetError) -> Bool {
        guard position < end else { return false }
        let wanted = FernetLayout.characters(forRaw: position..<end)
        let range = wanted.prefix(Fernet.pieceCharacterCount)
        characters.removeAll(keepingCapacity: true)
        try characters.append(addingCapacity: range.count) { (output) throws(FernetError) in
            try source.read(range, into: &output)
        }
        guard characters.count == range.count else { throw .unreadable }
        let isPadded = range.upperBound == layout.characterCount && layout.paddingCount > 0
        guard !isPadded || completeLastGroup() else { throw .notBase64 }
        guard Base64Groups.url.decode(characters, into: &bytes) else { throw .notBase64 }
        let start = range.lowerBound / 4 * 3
        let stop = min(end, range.upperBound / 4 * 3)
        try body(bytes.span.extracting(position - start..<stop - start))
        position = stop
        return true
    }

    /// Puts zeros (`A`) where the last group has its padding, when the padding is there and the bits that no byte uses are zero.
    private mutating func completeLastGroup() -> Bool {
        let first = characters.count - layout.paddingCount
        let spareBits: Int32 = layout.paddingCount == 1 ? 0b11 : 0b1111
        guard Base64Alphabet.url.value(of: characters[first - 1]) & spareBits == 0 else { return false }
        for position in first..<characters.count {
            guard characters[position] == UInt8(ascii: "=") else { return false }
            characters[position] = UInt8(ascii: "A")
        }
        return true
    }
}
