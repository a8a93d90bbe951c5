/// What the other end needs to find the key of a message.
///
/// **Layout** ratchet key 32 ‖ previous count u32 ‖ number u32: 40 bytes. Sealed: nonce 12 ‖ ChaCha20-Poly1305(header key, nonce, header) 56.
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §4 (`HENCRYPT`, `HDECRYPT`); protocol §8.1.
package struct RatchetHeader: Equatable, Sendable {
    package static let byteCount = 40
    package static let nonceByteCount = 12
    package static let sealedByteCount = nonceByteCount + byteCount + 16

    /// The sender's ratchet key at this message.
    package let ratchetKey: AgreementPublicKey
    /// How many messages the sender's chain before this one had (PN).
    package let previousCount: UInt32
    /// The place of this message in its chain, from 0 (N).
    package let number: UInt32
    /// The plain header, which the body's tag covers.
    package let bytes: [UInt8]

    init(ratchetKey: AgreementPublicKey, previousCount: UInt32, number: UInt32) {
        self.ratchetKey = ratchetKey
        self.previousCount = previousCount
        self.number = number
        bytes = [UInt8](capacity: Self.byteCount) { output in
            output.append(copying: ratchetKey.bytes.span)
            output.append(bigEndian: previousCount)
            output.append(bigEndian: number)
        }
    }

    /// Reads a plain header.
    package init(decoding bytes: [UInt8]) throws(RatchetError) {
        guard bytes.count == Self.byteCount else { throw .wrongLength(bytes.count) }
        guard let key = try? AgreementPublicKey(Array(bytes[..<32])) else { throw .unusableKey }
        ratchetKey = key
        previousCount = bytes[32..<36].reduce(0) { $0 << 8 | UInt32($1) }
        number = bytes[36..<40].reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = bytes
    }

    /// Appends the sealed header to `output`, which has room for it.
    func seal(with key: SecretBytes, nonce: [UInt8], into output: inout OutputSpan<UInt8>) {
        output.append(copying: nonce.span)
        CryptoLibrary.required { () throws(CryptoError) in
            try ChaChaPoly.seal(bytes, key: key, nonce: nonce.span, into: &output)
        }
    }

    /// The header that `envelope` begins with, or nil when `key` is not the one it was sealed with.
    static func opening(_ envelope: [UInt8], with key: SecretBytes) throws(RatchetError) -> RatchetHeader? {
        let nonce = envelope.span.extracting(first: nonceByteCount)
        let sealed = envelope.span.extracting(nonceByteCount..<sealedByteCount)
        guard let bytes = try? ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: []) else { return nil }
        return try RatchetHeader(decoding: bytes)
    }
}
