/// One direction of a channel: ChaCha20-Poly1305 under one key with a counting nonce.
///
/// **Shape** a sealed message is 16 bytes longer than its plaintext.
/// **Limits** a sealed message is at most ``NoiseXX/maximumMessageByteCount``; 2⁶⁴ − 1 messages a direction.
/// **Errors** ``NoiseError``; after ``NoiseError/notAuthentic`` the counter has not moved, but a link that sees one must end:
/// on an ordered stream it can only be an attack or a broken peer.
/// **Source** The Noise Protocol Framework, revision 34, §5.1 and §12.3.
public struct NoiseCipher: Sendable {
    /// What a tag adds to a message.
    static let tagByteCount = 16

    private let key: SecretBytes
    private var counter: UInt64

    /// Starts a direction at nonce 0.
    init(key: SecretBytes) { self.init(key: key, counter: 0) }

    /// A door for tests that need the end of the counter.
    package init(key: SecretBytes, counter: UInt64) {
        self.key = key
        self.counter = counter
    }

    /// Seals the next message of this direction.
    public mutating func seal(_ plaintext: [UInt8], associatedData: [UInt8] = []) throws(NoiseError) -> [UInt8] {
        let count = plaintext.count + Self.tagByteCount
        guard count <= NoiseXX.maximumMessageByteCount else {
            throw .messageTooLong(found: count, limit: NoiseXX.maximumMessageByteCount)
        }
        let nonce = try nextNonce()
        let sealed = CryptoLibrary.required { () throws(CryptoError) in
            try ChaChaPoly.seal(plaintext, key: key, nonce: nonce, associatedData: associatedData)
        }
        counter += 1
        return sealed
    }

    /// Opens the next message of the other end.
    public mutating func open(_ message: [UInt8], associatedData: [UInt8] = []) throws(NoiseError) -> [UInt8] {
        guard message.count <= NoiseXX.maximumMessageByteCount else {
            throw .messageTooLong(found: message.count, limit: NoiseXX.maximumMessageByteCount)
        }
        guard message.count >= Self.tagByteCount else {
            throw .messageTooShort(found: message.count, needed: Self.tagByteCount)
        }
        let nonce = try nextNonce()
        guard let plaintext = try? ChaChaPoly.open(message, key: key, nonce: nonce, associatedData: associatedData) else {
            throw .notAuthentic
        }
        counter += 1
        return plaintext
    }

    /// Four zero bytes and the counter, little-endian. The last value of the counter is reserved by §5.1.
    private func nextNonce() throws(NoiseError) -> [UInt8] {
        guard counter < UInt64.max else { throw .nonceExhausted }
        return [0, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (8 * UInt64($0))) }
    }
}
