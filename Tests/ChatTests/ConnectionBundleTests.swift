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
            #expect(throws: (any Error).self) { try ConnectionBundle(decoding: changed, from: .asker) }
        }
    }
}
