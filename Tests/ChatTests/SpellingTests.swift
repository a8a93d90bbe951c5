import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// What is signed or stored has one spelling: what another spelling says is refused, however well it is signed.
@Suite struct SpellingTests {
    private let key = SigningKey.generate()
    private let minute = UnixMinute(count: 29_000_000)

    /// `bytes` with the name `ada` in capitals, once.
    private func shouted(_ bytes: [UInt8]) throws -> [UInt8] {
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("ada".utf8)) })
        return Array(bytes[..<place]) + Array("ADA".utf8) + Array(bytes[(place + 3)...])
    }

    @Test func `a card's name in capitals is refused`() throws {
        let name = try Username("ada")
        let card = Card(
            accountKey: key.publicKey, name: name, signedPrekey: AgreementKey.generate().publicKey,
            validUntil: UnixMinute(count: minute.count + 1), hybridPrekey: nil)
        let signed = card.signed(by: key)
        #expect(try Card(verifying: signed, of: name, now: minute) == card)
        var changed = Array(try shouted(signed).dropLast(64))
        changed += key.sign(changed, purpose: "card")
        #expect(throws: ChatError.cardInvalid) { try Card(verifying: changed, of: name, now: minute) }
    }

    @Test func `an account's record with a name in capitals is refused`() throws {
        let bytes = AccountRecord(name: try Username("ada")).encode()
        #expect(try AccountRecord(decoding: bytes).encode() == bytes)
        #expect(throws: UsernameError.forbiddenCharacter) { try AccountRecord(decoding: shouted(bytes)) }
    }

    @Test func `a request from an address in capitals is refused`() throws {
        let bundle = ConnectionBundle(ConnectionKeys(), agreement: AgreementKey.generate().publicKey)
        let from = MemberAddress(name: try Username("ada"), node: OnionAddress(publicKey: key.publicKey))
        let bytes = RequestPayload(
            from: from, greeting: "", accountKey: key.publicKey, bundle: bundle, endorsement: bundle.endorsed(by: key),
            requestSecret: .random(32)
        ).encode()
        #expect(try RequestPayload(decoding: bytes).encode() == bytes)
        #expect(throws: MemberAddressError.name(.forbiddenCharacter)) { try RequestPayload(decoding: shouted(bytes)) }
    }

    @Test func `a connection's record with an address in capitals is refused`() throws {
        let keys = ConnectionKeys()
        let bundle = ConnectionBundle(keys, agreement: AgreementKey.generate().publicKey)
        let root = ConnectionRoot.derive(
            sharedSecret: .random(32), requestSecret: .random(32), mode: 1, kemParts: [], askerCapabilities: [], acceptorCapabilities: [])
        let bytes = ConnectionRecord(
            peer: MemberAddress(name: try Username("ada"), node: OnionAddress(publicKey: key.publicKey)), since: minute, keys: keys,
            root: root, peerAccountKey: key.publicKey, peerBundle: bundle, associatedData: [], floor: .classical
        ).encode()
        #expect(try ConnectionRecord(decoding: bytes).encode() == bytes)
        #expect(throws: MemberAddressError.name(.forbiddenCharacter)) { try ConnectionRecord(decoding: shouted(bytes)) }
    }

    @Test func `a sent request to an address in capitals is refused`() throws {
        let to = MemberAddress(name: try Username("ada"), node: OnionAddress(publicKey: key.publicKey))
        let card = Card(
            accountKey: key.publicKey, name: try Username("ada"), signedPrekey: AgreementKey.generate().publicKey, validUntil: minute,
            hybridPrekey: nil)
        let bytes = try SentRequest(to: to, greeting: "", minute: minute, card: card, capabilities: []).encode()
        #expect(try SentRequest(decoding: bytes).encode() == bytes)
        #expect(throws: MemberAddressError.name(.forbiddenCharacter)) { try SentRequest(decoding: shouted(bytes)) }
    }
}
