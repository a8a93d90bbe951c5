import Bytes
import Testing

@testable import Crypto

/// Constants of RFC 8439 §2.8.2 and NIST SP 800-38A F.2.5, and what every cipher must refuse.
@Suite struct CipherTests {
    private let nonce = [UInt8](repeating: 3, count: 12)

    @Test func `the sunscreen of RFC 8439 comes out`() throws {
        let key = secret("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
        let text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
        let associatedData = hex("50515253c0c1c2c3c4c5c6c7")
        let nonce = hex("070000004041424344454647")
        let sealed = try ChaChaPoly.seal(Array(text.utf8), key: key, nonce: nonce, associatedData: associatedData)
        #expect(Hex.encode(sealed.prefix(16)) == "d31a8d34648e60db7b86afbc53ef7ec2")
        #expect(Hex.encode(sealed.suffix(16)) == "1ae10b594f09e26a7e902ecbd0600691")
        #expect(try ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: associatedData) == Array(text.utf8))
    }

    @Test func `a bit flipped anywhere is found`() throws {
        let key = SecretBytes.random(32)
        let sealed = try ChaChaPoly.seal(Array(0..<40), key: key, nonce: nonce, associatedData: [1])
        for index in sealed.indices {
            var forged = sealed
            forged[index] ^= 1
            #expect(throws: CryptoError.authenticationFailed) {
                try ChaChaPoly.open(forged, key: key, nonce: nonce, associatedData: [1])
            }
        }
        #expect(throws: CryptoError.authenticationFailed) { try ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: [2]) }
        #expect(throws: CryptoError.authenticationFailed) { try ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: []) }
    }

    @Test func `an empty text can be sealed by ChaCha20-Poly1305 and its tag is checked`() throws {
        let key = SecretBytes.random(32)
        let sealed = try ChaChaPoly.seal([], key: key, nonce: nonce, associatedData: [])
        #expect(sealed.count == 16)
        #expect(try ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: []) == [])
        #expect(throws: CryptoError.authenticationFailed) { try ChaChaPoly.open(sealed, key: key, nonce: nonce, associatedData: [0]) }
    }

    @Test func `wrong lengths are refused before the library sees them`() {
        let key = SecretBytes.random(32)
        #expect(throws: CryptoError.wrongLength(expected: 12, found: 8)) {
            try ChaChaPoly.seal([1], key: key, nonce: [UInt8](repeating: 0, count: 8), associatedData: [])
        }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 16)) {
            try ChaChaPoly.seal([1], key: .random(16), nonce: nonce, associatedData: [])
        }
        #expect(throws: CryptoError.tooShort(minimum: 16, found: 15)) {
            try ChaChaPoly.open([UInt8](repeating: 0, count: 15), key: key, nonce: nonce, associatedData: [])
        }
        #expect(throws: CryptoError.wrongLength(expected: 16, found: 12)) {
            try AESCBC.encrypt([1], key: key, initializationVector: nonce)
        }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 24)) {
            try AESCBC.encrypt([1], key: .random(24), initializationVector: [UInt8](repeating: 0, count: 16))
        }
    }

    @Test func `AES-256-CBC gives the block of SP 800-38A`() throws {
        let key = secret("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
        let vector = hex("000102030405060708090a0b0c0d0e0f")
        let plaintext = hex("6bc1bee22e409f96e93d7e117393172a")
        let ciphertext = try AESCBC.encrypt(plaintext, key: key, initializationVector: vector)
        #expect(Hex.encode(ciphertext.prefix(16)) == "f58c4c04d6e5f1ba779eabfb5f7bfbd6")
        #expect(ciphertext.count == 32)
        #expect(try AESCBC.decrypt(ciphertext, key: key, initializationVector: vector) == plaintext)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 1000])
    func `AES-CBC comes back at every length`(_ count: Int) throws {
        let vector = Random.bytes(16)
        for keyByteCount in [16, 32] {
            let key = SecretBytes.random(keyByteCount)
            let plaintext = Random.bytes(count)
            let ciphertext = try AESCBC.encrypt(plaintext, key: key, initializationVector: vector)
            #expect(ciphertext.count == AESCBC.encryptedByteCount(forPlaintext: count))
            #expect(try AESCBC.decrypt(ciphertext, key: key, initializationVector: vector) == plaintext)
        }
    }

    @Test func `AES-CBC refuses what is no whole number of blocks`() {
        let key = SecretBytes.random(32)
        let vector = Random.bytes(16)
        #expect(throws: CryptoError.tooShort(minimum: 16, found: 0)) { try AESCBC.decrypt([], key: key, initializationVector: vector) }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 17)) {
            try AESCBC.decrypt(Random.bytes(17), key: key, initializationVector: vector)
        }
    }
}
