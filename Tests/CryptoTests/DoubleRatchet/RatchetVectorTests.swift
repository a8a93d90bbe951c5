import Crypto
import Foundation
import Testing

/// Sessions against the in-tree vectors: every byte of every envelope, sealed and opened.
@Suite struct RatchetVectorTests {
    private struct Conversation: Decodable {
        struct Envelope: Decodable {
            let from: String
            let plaintext: String
            let envelope: String
            let isLate: Bool
        }
        let sharedSecret: String
        let requestSecret: String
        let mode: UInt8
        let prekey: String
        let associatedData: String
        let ratchetKeys: [String: [String]]
        let envelopes: [Envelope]
    }

    @Test func `a known conversation comes out byte for byte`() throws {
        let vector = try JSONDecoder().decode(Conversation.self, from: Data(RatchetVectors.conversation.utf8))
        let associatedData = hex(vector.associatedData)
        let root = ConnectionRoot.derive(
            sharedSecret: secret(vector.sharedSecret), requestSecret: secret(vector.requestSecret), mode: vector.mode, kemParts: [],
            askerCapabilities: [], acceptorCapabilities: [])
        let prekey = try AgreementKey(secret: secret(vector.prekey))
        var keys = try vector.ratchetKeys.mapValues { try $0.map { try AgreementKey(secret: secret($0)) } }
        let first = try #require(keys["acceptor"]?.first)
        keys["acceptor"]?.removeFirst()
        var sessions = [
            "acceptor": try RatchetSession.acceptor(root: root, remoteKey: prekey.publicKey, ratchetKey: first),
            "asker": RatchetSession.asker(root: root, signedPrekey: prekey),
        ]
        func open(_ envelope: Conversation.Envelope) throws {
            let other = envelope.from == "acceptor" ? "asker" : "acceptor"
            let opened = try sessions[other]?.opening(hex(envelope.envelope), associatedData: associatedData, now: 0)
            #expect(opened?.plaintext == hex(envelope.plaintext))
            sessions[other] = opened?.next
        }
        for envelope in vector.envelopes {
            let expected = hex(envelope.envelope)
            let sealed = try sessions[envelope.from]?.sealing(
                hex(envelope.plaintext), associatedData: associatedData, ratchetKey: { keys[envelope.from]?.removeFirst() ?? .generate() },
                headerNonce: Array(expected.prefix(12)))
            #expect(sealed?.envelope == expected)
            sessions[envelope.from] = sealed?.next
            if !envelope.isLate { try open(envelope) }
        }
        for envelope in vector.envelopes where envelope.isLate { try open(envelope) }
    }
}
