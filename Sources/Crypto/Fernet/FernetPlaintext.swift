/// A range of a verified token's plaintext, opened a piece at a time.
public struct FernetPlaintext<Source: FernetSource>: ~Copyable {
    private var reader: FernetRawReader<Source>
    /// Nil for an empty range alone.
    private let cipher: CipherContext?
    /// Bytes of the first block that come before the range.
    private var excess: Int
    /// Bytes of the range that are still to come.
    private var remaining: Int

    init(_ token: FernetToken<Source>, _ range: Range<Int>) throws(FernetError) {
        let blocks: Range<Int>
        if range.isEmpty {
            blocks = 0..<0
            cipher = nil
        } else {
            let raw = FernetLayout.rawBytes(forPlaintext: range)
            blocks = raw.dropFirst(AESCBC.blockByteCount)
            let vector = try FernetRawReader.bytes(raw.prefix(AESCBC.blockByteCount), of: token.source, layout: token.layout)
            do {
                // The padding was checked when the token was verified; here it is outside of every range.
                cipher = try CipherContext(.aes128CBC, .opening, key: token.key.encryption, nonce: vector, isPadded: false)
            } catch { throw .libraryFailure }
        }
        reader = FernetRawReader(token.source, layout: token.layout, range: blocks)
        excess = range.lowerBound % AESCBC.blockByteCount
        remaining = range.count
    }

    /// Appends the next bytes, at most ``Fernet/pieceByteCount``, to `output`; false when there are no more.
    ///
    /// **Errors** ``FernetError/notBase64`` when the source has changed since, ``FernetError/unreadable``.
    public mutating func appendNext(to output: inout [UInt8]) throws(FernetError) -> Bool {
        guard remaining > 0 else { return false }
        let start = output.count
        let more = try reader.next { (piece) throws(FernetError) in
            do {
                try output.append(addingCapacity: piece.count + AESCBC.blockByteCount) { (output) throws(CryptoError) in
                    try cipher?.process(piece, into: &output)
                }
            } catch { throw .libraryFailure }
        }
        if excess > 0 {
            output.removeSubrange(start..<start + excess)
            excess = 0
        }
        let count = min(output.count - start, remaining)
        output.removeLast(output.count - start - count)
        remaining -= count
        return more
    }
}
