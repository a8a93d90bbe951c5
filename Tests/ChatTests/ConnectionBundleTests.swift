import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct ConnectionBundleTests {
    @Test func `a bundle says what its maker put in`() throws {
        let keys = ConnectionKeys()
        let bundle = ConnectionBundle(keys, agreement: AgreementKey.generate().publicKey)
        let read = try ConnectionBundle(decoding: bundle.encoded, from: .asker)
        #expect(read.identity == keys.identity.publicKey)
        #expect(read.textQueue == keys.textQueue)
        #expect(read.bulkQueue == keys.bulkQueue)
    }

    @Test func `a bundle that offers one queue twice is refused, however well it is signed`() throws {
        var writer = ByteWriter()
        let queue = OfferedQueue.random()
        writer.write(SecretBytes.random(64).exposed())
        queue.write(to: &writer)
        queue.write(to: &writer)
        var reader = ByteReader(writer.bytes)
        let bundle = ConnectionBundle(try ConnectionKeys(&reader), agreement: AgreementKey.generate().publicKey)
        #expect(throws: ByteReaderError.invalidValue) { try ConnectionBundle(decoding: bundle.encoded, from: .asker) }
    }

    @Test func `a changed byte anywhere is refused`() throws {
        let bytes = ConnectionBundle(ConnectionKeys(), agreement: AgreementKey.generate().publicKey).encoded
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            let expected: any Error =
                switch index {
                // The length of the KEM key, and that of the capabilities.
                case 97: ByteReaderError.truncated(needed: 256, left: bytes.count - 99)
                case 98: CryptoError.wrongLength(expected: 1184, found: 1)
                case 195: ByteReaderError.overLimit(found: 258, limit: 2)
                case 196: ByteReaderError.overLimit(found: 3, limit: 2)
                // Everything else is signed.
                default: ByteReaderError.invalidValue
                }
            #expect(refusal { try ConnectionBundle(decoding: changed, from: .asker) } == Refusal(error: expected), "byte \(index)")
        }
    }
}
