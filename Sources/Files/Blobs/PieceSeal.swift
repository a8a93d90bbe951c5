internal import Bytes
internal import Crypto

/// Seals the content of one blob piece by piece, so that any piece can be read without those before it.
///
/// Every piece but the last is full; the last is padded to the same size, so that a disk shows sizes in steps of a piece. A piece opens at its own
/// place only, and a blob that was cut short has no last piece: both are found at the first piece that is wrong.
///
/// **Shape** key 32 bytes, made for this blob alone and never used again: each nonce is used once. **Layout** nonce: 0³ ‖ index u64 ‖ 1 for the last
/// piece, else 0. Piece: ChaCha20-Poly1305 of 60 KiB. **Source** protocol §10.7.
struct PieceSeal: Sendable {
    /// 60 KiB.
    static let contentByteCount = 60 << 10
    /// What a piece takes on the disk.
    static let sealedByteCount = contentByteCount + ChaChaPoly.tagByteCount

    static let keyByteCount = ChaChaPoly.keyByteCount
    private static let label = Array("ONION1/blob\0".utf8)

    let key: SecretBytes

    /// How many pieces hold `byteCount` bytes: at least one, and one more than are full, for the end of the padding.
    static func pieceCount(of byteCount: UInt64) -> UInt64 { byteCount / UInt64(contentByteCount) + 1 }

    /// The sealed piece number `index`: `content` is full, or shorter for the last.
    func seal(_ content: [UInt8], index: UInt64, isLast: Bool) throws(CryptoError) -> [UInt8] {
        precondition(isLast ? content.count < PieceSeal.contentByteCount : content.count == PieceSeal.contentByteCount)
        let plain = isLast ? Padding.pad(content, to: PieceSeal.contentByteCount) : content
        return try ChaChaPoly.seal(plain, key: key, nonce: PieceSeal.nonce(index, isLast), associatedData: PieceSeal.label)
    }

    /// The content of the piece number `index`; nil when it was not sealed for that place under this key.
    func open(_ sealed: [UInt8], index: UInt64, isLast: Bool) -> [UInt8]? {
        let nonce = PieceSeal.nonce(index, isLast)
        guard sealed.count == PieceSeal.sealedByteCount,
            let plain = try? ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: PieceSeal.label)
        else { return nil }
        return isLast ? Padding.unpad(plain) : plain
    }

    private static func nonce(_ index: UInt64, _ isLast: Bool) -> [UInt8] {
        var writer = ByteWriter()
        writer.write([0, 0, 0])
        writer.write(index)
        writer.write(UInt8(isLast ? 1 : 0))
        return writer.bytes
    }
}
