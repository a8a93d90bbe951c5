import Bytes
import Testing

@testable import Crypto

/// Constants of RFC 7748 §6.1.
@Suite struct AgreementKeyTests {
    private let aliceSecret = secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    private let alicePublic = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
    private let bobSecret = secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
    private let bobPublic = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
    private let agreed = secret("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")

    @Test func `both ends agree on the published secret`() throws {
        let alice = try AgreementKey(secret: aliceSecret)
        let bob = try AgreementKey(secret: bobSecret)
        #expect(alice.publicKey.bytes == alicePublic)
        #expect(bob.publicKey.bytes == bobPublic)
        #expect(try alice.agree(with: bob.publicKey) == agreed)
        #expect(try bob.agree(with: alice.publicKey) == agreed)
    }

    @Test func `a key stored with both halves agrees as the original does`() throws {
        let stored = try AgreementKey(secret: aliceSecret, storedPublicKey: AgreementPublicKey(alicePublic))
        #expect(try stored.agree(with: AgreementPublicKey(bobPublic)) == agreed)
        #expect(stored.publicKey.bytes == alicePublic)
        #expect(stored.secret == aliceSecret)
    }

    @Test func `two fresh keys agree and are not the same`() throws {
        let one = AgreementKey.generate()
        let other = AgreementKey.generate()
        #expect(one.publicKey != other.publicKey)
        #expect(try one.agree(with: other.publicKey) == other.agree(with: one.publicKey))
    }

    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ])
    func `a point of low order ends the agreement`(_ point: String) throws {
        let key = AgreementKey.generate()
        let other = try AgreementPublicKey(hex(point))
        #expect(throws: CryptoError.lowOrderResult) { try key.agree(with: other) }
    }

    @Test func `a key of another length is refused`() {
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 31)) { try AgreementPublicKey([UInt8](repeating: 1, count: 31)) }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 33)) { try AgreementKey(secret: .random(33)) }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 0)) { try AgreementKey(secret: .random(0)) }
    }
}
