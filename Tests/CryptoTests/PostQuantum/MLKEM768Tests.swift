import Testing

@testable import Crypto

@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct MLKEM768Tests {
    @Test func `what is encapsulated comes out again, fresh each time`() throws {
        let key = try MLKEM768Key.generate()
        let one = try key.publicKey.encapsulate()
        let other = try MLKEM768PublicKey(key.publicKey.bytes).encapsulate()
        #expect(one.secret != other.secret)
        #expect(one.ciphertext != other.ciphertext)
        #expect(one.ciphertext.count == 1088 && one.secret.count == 32)
        #expect(try key.decapsulate(one.ciphertext) == one.secret)
        #expect(try key.decapsulate(other.ciphertext) == other.secret)
    }

    @Test func `the seed alone brings the key back`() throws {
        let key = try MLKEM768Key.generate()
        let again = try MLKEM768Key(seed: key.seed)
        #expect(again.publicKey == key.publicKey)
        let encapsulation = try key.publicKey.encapsulate()
        #expect(try again.decapsulate(encapsulation.ciphertext) == encapsulation.secret)
    }

    @Test func `a forged ciphertext gives SHAKE256 of z and itself, which only the holder can tell from the right one`() throws {
        let key = try MLKEM768Key.generate()
        let encapsulation = try key.publicKey.encapsulate()
        for index in stride(from: 0, to: encapsulation.ciphertext.count, by: 17) {
            var forged = encapsulation.ciphertext
            forged[index] ^= 1
            let expected = SHAKE256.expand(.joined([key.seed[32..<64], SecretBytes(copying: forged)]), count: 32)
            #expect(try key.decapsulate(forged) == expected)
        }
    }

    @Test func `a ciphertext of another length is refused by name`() throws {
        let key = try MLKEM768Key.generate()
        for count in [0, 1087, 1089, 1120] {
            #expect(throws: CryptoError.wrongLength(expected: 1088, found: count)) {
                try key.decapsulate([UInt8](repeating: 0, count: count))
            }
        }
    }
}
