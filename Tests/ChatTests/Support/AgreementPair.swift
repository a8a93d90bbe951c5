import Bytes
import Crypto

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Two accounts on the way to a connection, without nodes: what each end computes, and what somebody between them may change.
struct AgreementPair {
    let asker = SigningKey.generate()
    let acceptor = SigningKey.generate()
    let minute = UnixMinute(count: 29_000_000)
    let askerAddress: MemberAddress
    let acceptorAddress: MemberAddress

    init() throws {
        askerAddress = MemberAddress(name: try Username("ana"), node: OnionAddress(publicKey: SigningKey.generate().publicKey))
        acceptorAddress = MemberAddress(name: try Username("ben"), node: OnionAddress(publicKey: SigningKey.generate().publicKey))
    }

    /// The acceptor's card; with an X-Wing key it needs no ML-KEM, since nobody opens what is sealed to it.
    func card(_ capabilities: Capabilities) throws -> Card {
        let hybrid = try XWingPublicKey([UInt8](repeating: 0, count: 1184) + AgreementKey.generate().publicKey.bytes)
        return Card(
            accountKey: acceptor.publicKey, name: acceptorAddress.name, signedPrekey: AgreementKey.generate().publicKey,
            validUntil: UnixMinute(count: minute.count + Card.lifetimeMinutes),
            hybridPrekey: capabilities.contains(.postQuantum) ? hybrid : nil)
    }

    func request(_ capabilities: Capabilities, to card: Card) throws -> SentRequest {
        try SentRequest(to: acceptorAddress, greeting: "hello", minute: minute, card: card, capabilities: capabilities)
    }

    /// What the acceptor reads in the request.
    func payload(of request: SentRequest, bundle: [UInt8]? = nil) throws -> RequestPayload {
        let bundle = try ConnectionBundle(decoding: bundle ?? request.bundle, from: .asker)
        return RequestPayload(
            from: askerAddress, greeting: request.greeting, accountKey: asker.publicKey, bundle: bundle,
            endorsement: bundle.endorsed(by: asker), requestSecret: request.requestSecret)
    }

    func accept(_ payload: RequestPayload, _ capabilities: Capabilities, floor: KeyAgreement = .classical) throws -> Acceptance.Accepted {
        try Acceptance.accept(
            payload, as: acceptorAddress, account: acceptor, capabilities: capabilities, floor: floor, now: minute)
    }

    func complete(
        _ request: SentRequest, _ envelope: [UInt8], _ capabilities: Capabilities = .ours
    ) throws -> (record: ConnectionRecord, session: RatchetSession, peerBundle: ConnectionBundle) {
        try Acceptance.complete(
            request, envelope: envelope, as: askerAddress, account: asker, capabilities: capabilities, floor: request.floor, now: minute)
    }

    /// The answer with its inside changed, by somebody who knows the request's secret.
    func altering(_ envelope: [UInt8], of request: SentRequest, _ change: (inout Inside) throws -> Void) throws -> [UInt8] {
        let key = HKDFSHA256.derive(request.requestSecret, salt: [], info: Array("ONION1/accept\0".utf8), count: 32)
        let nonce = [UInt8](repeating: 0, count: 12)
        let padded = try ChaChaPoly.open(envelope, key: key, nonce: nonce, associatedData: request.keys.textQueue.id)
        guard let bytes = Padding.unpad(padded) else { throw ByteReaderError.invalidValue }
        var inside = try Inside(bytes)
        try change(&inside)
        return try ChaChaPoly.seal(
            Padding.pad(inside.bytes, to: padded.count), key: key, nonce: nonce, associatedData: request.keys.textQueue.id)
    }

    /// What lies in an ACCEPT.
    struct Inside {
        var bundle: [UInt8]
        var endorsement: [UInt8]
        var ciphertext: [UInt8]
        var message: [UInt8]

        /// A ratchet message of the first plaintext's 64 bytes: 100 and whole blocks of 16.
        private static let messageByteCount = 4 + 180

        init(_ bytes: [UInt8]) throws {
            var reader = ByteReader(bytes)
            bundle = try reader.readPrefixed(limit: 2000)
            endorsement = try reader.read(64)
            ciphertext = try reader.read(reader.remaining - Self.messageByteCount)
            message = reader.readRest()
        }

        var bytes: [UInt8] { [UInt8(bundle.count >> 8), UInt8(bundle.count & 255)] + bundle + endorsement + ciphertext + message }
    }
}

extension ConnectionBundle {
    /// A bundle of a node without ML-KEM.
    init(_ keys: ConnectionKeys, agreement: AgreementPublicKey) {
        self.init(keys, agreement: agreement, capabilities: [], kemKey: nil)
    }

    /// A KEM key of a good spelling to which nobody decapsulates: it can be had without ML-KEM.
    static func someKEMKey() throws -> MLKEM768PublicKey { try MLKEM768PublicKey([UInt8](repeating: 0, count: 1184)) }
}
