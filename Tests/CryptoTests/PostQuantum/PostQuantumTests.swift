import Testing

@testable import Crypto

/// What holds with any libcrypto; what needs ML-KEM is skipped, with these words, where it is not offered.
let postQuantumMissing: Comment = "this libcrypto offers no ML-KEM-768: the post-quantum tests run in Tests/Interop/test_post_quantum.py"

@Suite struct PostQuantumTests {
    @Test(.enabled(if: !PostQuantum.isAvailable, "this libcrypto offers ML-KEM-768"))
    func `a library without ML-KEM is told by name, and public keys can still be read and kept`() throws {
        #expect(throws: CryptoError.algorithmNotOffered) { try MLKEM768Key.generate() }
        #expect(throws: CryptoError.algorithmNotOffered) { try XWingKey.generate() }
        let bytes = [UInt8](repeating: 0, count: XWingPublicKey.byteCount)
        let key = try XWingPublicKey(bytes)
        #expect(key.bytes == bytes)
        #expect(throws: CryptoError.algorithmNotOffered) { try key.encapsulate() }
        #expect(throws: CryptoError.algorithmNotOffered) { try HPKE.seal([1], to: key, info: [], associatedData: []) }
    }

    @Test func `a public key of another length is refused by name`() {
        for count in [0, 1183, 1185, 1216] {
            #expect(throws: CryptoError.wrongLength(expected: 1184, found: count)) {
                try MLKEM768PublicKey([UInt8](repeating: 0, count: count))
            }
        }
        for count in [0, 32, 1184, 1215, 1217] {
            #expect(throws: CryptoError.wrongLength(expected: 1216, found: count)) {
                try XWingPublicKey([UInt8](repeating: 0, count: count))
            }
        }
    }

    @Test func `a seed of another length is refused by name`() {
        #expect(throws: CryptoError.wrongLength(expected: 64, found: 32)) { try MLKEM768Key(seed: .random(32)) }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 64)) { try XWingKey(seed: .random(64)) }
    }

    @Test func `every coefficient of a public key must be below the prime`() throws {
        for position in 0..<768 {
            #expect(throws: Never.self) { try MLKEM768PublicKey(publicKey(holding: 3328, at: position)) }
            for value in [3329, 3330, 4095] {
                #expect(throws: CryptoError.nonCanonicalKey) { try MLKEM768PublicKey(publicKey(holding: value, at: position)) }
            }
        }
        #expect(throws: Never.self) { try MLKEM768PublicKey([UInt8](repeating: 0, count: 1152) + [UInt8](repeating: 0xff, count: 32)) }
    }

    @Test func `SHAKE256 of nothing gives the published bytes, as many as are asked for`() {
        let ofNothing = SHAKE256.expand(secret(""), count: 64).exposed()
        #expect(
            ofNothing
                == hex(
                    """
                    46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f
                    d75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be
                    """))
        #expect(SHAKE256.expand(secret(""), count: 5).exposed() == Array(ofNothing.prefix(5)))
    }

    /// Zeros, but for one coefficient of 12 bits: two share three bytes, the lower bits first.
    private func publicKey(holding value: Int, at position: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: MLKEM768PublicKey.byteCount)
        let start = position / 2 * 3
        if position.isMultiple(of: 2) {
            bytes[start] = UInt8(value & 0xff)
            bytes[start + 1] = UInt8(value >> 8)
        } else {
            bytes[start + 1] = UInt8(value & 15) << 4
            bytes[start + 2] = UInt8(value >> 4)
        }
        return bytes
    }
}
