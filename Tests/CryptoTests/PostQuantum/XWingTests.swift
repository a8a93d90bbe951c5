import Bytes
import Testing

@testable import Crypto

@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct XWingTests {
    /// draft-connolly-cfrg-xwing-kem, appendix C; the long values as their SHA-256.
    struct Vector: Sendable {
        let seed: String, encapsulationSeed: String, secret: String, publicKeyHash: String, ciphertextHash: String
    }

    static let vectors = [
        Vector(
            seed: "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
            encapsulationSeed: "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
            secret: "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
            publicKeyHash: "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
            ciphertextHash: "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33"),
        Vector(
            seed: "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
            encapsulationSeed: "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef"
                + "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
            secret: "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
            publicKeyHash: "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
            ciphertextHash: "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154"),
        Vector(
            seed: "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
            encapsulationSeed: "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619"
                + "f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
            secret: "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
            publicKeyHash: "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
            ciphertextHash: "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6"),
    ]

    @Test(arguments: vectors)
    func `the draft's vectors come out byte for byte`(_ vector: Vector) throws {
        let key = try XWingKey(seed: secret(vector.seed))
        #expect(Hex.encode(SHA256.hash(key.publicKey.bytes)) == vector.publicKeyHash)
        let chance = secret(vector.encapsulationSeed)
        let encapsulation = try XWingPublicKey(key.publicKey.bytes)
            .encapsulate(message: chance[0..<32], ephemeral: AgreementKey(secret: chance[32..<64]))
        #expect(Hex.encode(SHA256.hash(encapsulation.ciphertext)) == vector.ciphertextHash)
        #expect(encapsulation.secret == secret(vector.secret))
        #expect(try key.decapsulate(encapsulation.ciphertext) == secret(vector.secret))
    }

    @Test func `a change in either half of the ciphertext changes the secret`() throws {
        let key = try XWingKey.generate()
        let encapsulation = try key.publicKey.encapsulate()
        for index in [0, 500, 1087, 1088, 1100] {
            var forged = encapsulation.ciphertext
            forged[index] ^= 2
            #expect(try key.decapsulate(forged) != encapsulation.secret)
        }
        var respelled = encapsulation.ciphertext
        respelled[1119] ^= 0x80
        #expect(try key.decapsulate(respelled) != encapsulation.secret, "the bit that X25519 ignores is hashed all the same")
    }

    @Test func `misshapen ciphertexts and weak curve halves are refused by name`() throws {
        let key = try XWingKey.generate()
        for count in [0, 32, 1088, 1119, 1121] {
            #expect(throws: CryptoError.wrongLength(expected: 1120, found: count)) {
                try key.decapsulate([UInt8](repeating: 0, count: count))
            }
        }
        let weak = [UInt8](repeating: 0, count: 32)
        let ciphertext = try key.publicKey.encapsulate().ciphertext
        #expect(throws: CryptoError.lowOrderResult) { try key.decapsulate(ciphertext.prefix(1088) + weak) }
        let publicKey = try XWingPublicKey(key.publicKey.lattice.bytes + weak)
        #expect(throws: CryptoError.lowOrderResult) { try publicKey.encapsulate() }
    }

    @Test func `a message sealed to an X-Wing key opens there and nowhere else`() throws {
        let key = try XWingKey.generate()
        let sealed = try HPKE.seal([1, 2], to: key.publicKey, info: [3], associatedData: [4])
        #expect(sealed.encapsulated.count == 1120 && sealed.ciphertext.count == 18)
        func opened(
            _ key: XWingKey, _ info: [UInt8] = [3], _ associatedData: [UInt8] = [4], changed index: Int? = nil
        ) throws -> [UInt8] {
            var encapsulated = sealed.encapsulated
            if let index { encapsulated[index] ^= 1 }
            return try HPKE.open(
                sealed.ciphertext, encapsulated: encapsulated, with: key, info: info, associatedData: associatedData)
        }
        #expect(try opened(key) == [1, 2])
        #expect(try opened(XWingKey(seed: key.seed)) == [1, 2])
        let stranger = try XWingKey.generate()
        #expect(throws: CryptoError.authenticationFailed) { try opened(stranger) }
        #expect(throws: CryptoError.authenticationFailed) { try opened(key, []) }
        #expect(throws: CryptoError.authenticationFailed) { try opened(key, [3], []) }
        for index in stride(from: 0, to: 1120, by: 70) {
            #expect(throws: CryptoError.authenticationFailed) { try opened(key, changed: index) }
        }
    }
}
