/// A token whose code was found right: there is no other way to have one. Any part of its plaintext can be opened.
///
/// Verifying reads every character once and keeps none; opening a part reads that part. **Limits** tokens of any size, memory for
/// ``Fernet/pieceCharacterCount`` and what they spell. **Source** fernet/spec, *Verifying*; protocol §13.4.
public struct FernetToken<Source: FernetSource>: Sendable {
    /// When the token says it was made, in seconds since 1970.
    public let time: UInt64
    /// How many bytes of plaintext there are.
    public let plaintextByteCount: Int

    let source: Source
    let layout: FernetLayout
    let key: FernetKey

    /// Verifies the whole token before a byte of it is opened.
    ///
    /// The code is checked before the time: of a forged token nothing is said but that it is forged.
    ///
    /// **Errors** every case of ``FernetError`` but for keys and ranges.
    public init(verifying source: Source, key: FernetKey, age: FernetAge) throws(FernetError) {
        let layout = try FernetLayout(characterCount: source.byteCount)
        var code = HMACSHA256(key: key.signing)
        var header: [UInt8] = []
        var reader = FernetRawReader(source, layout: layout, range: layout.signed)
        while try reader.next({ (piece) throws(FernetError) in
            if header.isEmpty {
                // The first piece is never shorter than the least token's header, and a wrong version need not be read to its end.
                header = [UInt8](capacity: FernetLayout.headerByteCount) { output in
                    output.append(copying: piece.extracting(first: FernetLayout.headerByteCount))
                }
                guard header[0] == Fernet.version else { throw .unknownVersion(header[0]) }
            }
            code.update(piece)
        }) {}
        let found = try FernetRawReader.bytes(layout.signed.upperBound..<layout.rawByteCount, of: source, layout: layout)
        guard constantTimeEqual(found, code.finish()) else { throw .authenticationFailed }
        time = header[FernetLayout.timeOffset..<FernetLayout.vectorOffset].reduce(0) { $0 << 8 | UInt64($1) }
        try age.check(time)

        // The last block alone says how many of its bytes are padding.
        let block = AESCBC.blockByteCount
        let tail = layout.signed.upperBound - 2 * block..<layout.signed.upperBound
        let blocks = try FernetRawReader.bytes(tail, of: source, layout: layout)
        let last: [UInt8]
        do {
            last = try AESCBC.decrypt(Array(blocks[block...]), key: key.encryption, initializationVector: Array(blocks[..<block]))
        } catch {
            throw error == .authenticationFailed ? .wrongPadding : .libraryFailure
        }
        plaintextByteCount = layout.ciphertextByteCount - block + last.count
        self.source = source
        self.layout = layout
        self.key = key
    }

    /// The plaintext bytes `range`, to be taken a piece at a time.
    ///
    /// **Errors** ``FernetError/outsidePlaintext(byteCount:)``, and what reading the first of them throws.
    public func plaintext(_ range: Range<Int>) throws(FernetError) -> FernetPlaintext<Source> {
        guard range.lowerBound >= 0, range.upperBound <= plaintextByteCount else {
            throw .outsidePlaintext(byteCount: plaintextByteCount)
        }
        return try FernetPlaintext(self, range)
    }

    /// The plaintext bytes `range` at once. The caller bounds them.
    ///
    /// **Errors** as ``plaintext(_:)``.
    public func open(_ range: Range<Int>) throws(FernetError) -> [UInt8] {
        var pieces = try plaintext(range)
        var whole: [UInt8] = []
        whole.reserveCapacity(range.count)
        while try pieces.appendNext(to: &whole) {}
        return whole
    }
}
