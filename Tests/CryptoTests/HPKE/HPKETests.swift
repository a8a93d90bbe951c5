import Bytes
import Testing

@testable import Crypto

/// Constants of RFC 9180 appendix A.2.1.
@Suite struct HPKETests {
    private let info = hex("4f6465206f6e2061204772656369616e2055726e")
    private let associatedData = hex("436f756e742d30")
    private let plaintext = hex("4265617574792069732074727574682c20747275746820626561757479")
    private let encapsulated = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
    private let ciphertext = hex("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28")
    private let ephemeralSecret = secret("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
    private let recipientSecret = secret("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")

    @Test func `the Grecian urn of RFC 9180 is sealed to the published bytes`() throws {
        let recipient = try AgreementKey(secret: recipientSecret)
        #expect(Hex.encode(recipient.publicKey.bytes) == "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
        let sealed = try HPKE.seal(
            plaintext, to: recipient.publicKey, info: info, associatedData: associatedData,
            ephemeral: AgreementKey(secret: ephemeralSecret))
        #expect(sealed.encapsulated == encapsulated)
        #expect(sealed.ciphertext == ciphertext)
    }

    @Test func `the published bytes are opened`() throws {
        let recipient = try AgreementKey(secret: recipientSecret)
        let opened = try HPKE.open(
            ciphertext, encapsulated: encapsulated, with: recipient, info: info, associatedData: associatedData)
        #expect(opened == plaintext)
    }

    @Test func `what is sealed twice differs and comes back both times`() throws {
        let recipient = AgreementKey.generate()
        let one = try HPKE.seal([1, 2], to: recipient.publicKey, info: [3], associatedData: [4])
        let other = try HPKE.seal([1, 2], to: recipient.publicKey, info: [3], associatedData: [4])
        #expect(one.encapsulated != other.encapsulated)
        for sealed in [one, other] {
            let opened = try HPKE.open(
                sealed.ciphertext, encapsulated: sealed.encapsulated, with: recipient, info: [3], associatedData: [4])
            #expect(opened == [1, 2])
        }
    }

    @Test func `another key, info, associated data or any changed bit is refused`() throws {
        let recipient = AgreementKey.generate()
        let sealed = try HPKE.seal([1, 2], to: recipient.publicKey, info: [3], associatedData: [4])
        func refuses(
            _ ciphertext: [UInt8], _ encapsulated: [UInt8], _ key: AgreementKey, _ info: [UInt8], _ associatedData: [UInt8]
        ) -> Bool {
            do {
                _ = try HPKE.open(ciphertext, encapsulated: encapsulated, with: key, info: info, associatedData: associatedData)
                return false
            } catch { return error == .authenticationFailed }
        }
        #expect(refuses(sealed.ciphertext, sealed.encapsulated, .generate(), [3], [4]))
        #expect(refuses(sealed.ciphertext, sealed.encapsulated, recipient, [], [4]))
        #expect(refuses(sealed.ciphertext, sealed.encapsulated, recipient, [3], []))
        for index in sealed.ciphertext.indices {
            var forged = sealed.ciphertext
            forged[index] ^= 4
            #expect(refuses(forged, sealed.encapsulated, recipient, [3], [4]))
        }
        var moved = sealed.encapsulated
        moved[0] ^= 1
        #expect(refuses(sealed.ciphertext, moved, recipient, [3], [4]))
        // The top bit is ignored by the agreement but bound into the keys: no second spelling opens.
        var respelled = sealed.encapsulated
        respelled[31] ^= 0x80
        #expect(refuses(sealed.ciphertext, respelled, recipient, [3], [4]))
    }

    @Test func `weak and misshapen keys are refused by name`() throws {
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(throws: CryptoError.lowOrderResult) {
            try HPKE.seal([1], to: AgreementPublicKey(zeros), info: [], associatedData: [])
        }
        let key = AgreementKey.generate()
        #expect(throws: CryptoError.lowOrderResult) {
            try HPKE.open(zeros, encapsulated: zeros, with: key, info: [], associatedData: [])
        }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 31)) {
            try HPKE.open(zeros, encapsulated: Array(zeros.dropLast()), with: key, info: [], associatedData: [])
        }
        let sealed = try HPKE.seal([1], to: key.publicKey, info: [], associatedData: [])
        #expect(throws: CryptoError.tooShort(minimum: 16, found: 15)) {
            try HPKE.open(Array(zeros.prefix(15)), encapsulated: sealed.encapsulated, with: key, info: [], associatedData: [])
        }
    }
}
