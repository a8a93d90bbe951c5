import Bytes
import Testing

@testable import Crypto

/// One case of Wycheproof's `aes_siv_cmac_test.json` (RFC 5297's own constants have shorter keys than ours), and what is refused.
@Suite struct AESSIVTests {
    private let key = SecretBytes(copying: Array(0..<64))

    @Test func `the published bytes of a 512-bit key come out`() throws {
        let key = secret(
            """
            c25cafc6018b98dfbb79a40ec89c575a4f88c4116489bba27707479800c01302
            35334a45dbe8d8dae3da8dcb45bbe5dce031b0f68ded544fda7eca30d6749442
            """)
        let plaintext = hex("beec61030fa3d670337196beade6aeaa")
        let associatedData = hex("deeb0ccf3aef47a296ed1ca8f4ae5907")
        let sealed = hex("5865208eab9163db85cab9f96d846234a2626aae22f5c17c9aad4b501f4416e4")
        #expect(try AESSIV.seal(plaintext, key: key, associatedData: associatedData) == sealed)
        #expect(try AESSIV.open(sealed, key: key, associatedData: associatedData) == plaintext)
    }

    @Test func `what was sealed comes back, under the same label only`() throws {
        let sealed = try AESSIV.seal([1, 2, 3], key: key, associatedData: Array("member/7/name".utf8))
        #expect(sealed.count == 19)
        #expect(try AESSIV.open(sealed, key: key, associatedData: Array("member/7/name".utf8)) == [1, 2, 3])
        #expect(throws: CryptoError.authenticationFailed) {
            try AESSIV.open(sealed, key: key, associatedData: Array("member/8/name".utf8))
        }
        #expect(throws: CryptoError.authenticationFailed) { try AESSIV.open(sealed, key: .random(64), associatedData: [1]) }
    }

    @Test func `a secret is sealed to the bytes of its plain text and opens into a secret`() throws {
        for count in [1, 15, 16, 17, 4_000] {
            let plaintext = Random.bytes(count)
            let sealed = try AESSIV.seal(SecretBytes(copying: plaintext), key: key, associatedData: [1])
            #expect(try AESSIV.seal(plaintext, key: key, associatedData: [1]) == sealed)
            #expect(try AESSIV.openSecret(sealed, key: key, associatedData: [1]).exposed() == plaintext)
            var changed = sealed
            changed[sealed.count - 1] ^= 1
            #expect(throws: CryptoError.authenticationFailed) { try AESSIV.openSecret(changed, key: key, associatedData: [1]) }
            #expect(throws: CryptoError.authenticationFailed) { try AESSIV.openSecret(sealed, key: key, associatedData: [2]) }
        }
        #expect(throws: CryptoError.tooShort(minimum: 17, found: 16)) {
            try AESSIV.openSecret(Random.bytes(16), key: key, associatedData: [1])
        }
        #expect(throws: CryptoError.emptyInput) { try AESSIV.seal(SecretBytes(copying: []), key: key, associatedData: [1]) }
    }

    @Test func `the same text under the same label is sealed to the same bytes`() throws {
        let once = try AESSIV.seal([5], key: key, associatedData: [1])
        #expect(try AESSIV.seal([5], key: key, associatedData: [1]) == once)
        #expect(try AESSIV.seal([5], key: key, associatedData: [2]) != once)
    }

    @Test func `a bit flipped anywhere is found`() throws {
        let sealed = try AESSIV.seal(Array(0..<33), key: key, associatedData: [1])
        for index in sealed.indices {
            var forged = sealed
            forged[index] ^= 0x80
            #expect(throws: CryptoError.authenticationFailed) { try AESSIV.open(forged, key: key, associatedData: [1]) }
        }
    }

    @Test func `nothing empty is sealed or opened`() {
        #expect(throws: CryptoError.emptyInput) { try AESSIV.seal([], key: key, associatedData: [1]) }
        #expect(throws: CryptoError.emptyInput) { try AESSIV.seal([1], key: key, associatedData: []) }
        #expect(throws: CryptoError.emptyInput) { try AESSIV.open([UInt8](repeating: 0, count: 17), key: key, associatedData: []) }
        #expect(throws: CryptoError.tooShort(minimum: 17, found: 16)) {
            try AESSIV.open([UInt8](repeating: 0, count: 16), key: key, associatedData: [1])
        }
    }

    @Test func `a key of another length is refused`() {
        #expect(throws: CryptoError.wrongLength(expected: 64, found: 32)) { try AESSIV.seal([1], key: .random(32), associatedData: [1]) }
    }
}
