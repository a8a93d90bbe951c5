internal import Bytes
internal import Crypto
internal import Domain

/// The making of a session anew, seen from its two ends: X3DH toward the offered key, with an ML-KEM secret beside it where both sides have
/// ML-KEM, salted by the repair key.
///
/// In the envelope the answer (u16 length) is followed by the first ratchet message (u32 length). The root is that of a new connection with the
/// salt HKDF(repair key, `ONION1/salt\0` ‖ epoch) for the request's secret, the offered KEM key and its ciphertext as the KEM parts, and offer
/// and answer whole in the place of the two lists of capabilities. **Source** protocol §9.7, §9.8.
enum RenewalAgreement {
    private static let ratchetMessageLimit = 1024

    /// What an answer makes.
    struct Answered: Sendable {
        let envelope: [UInt8]
        /// It may seal at once.
        let session: RatchetSession
        let agreement: KeyAgreement
    }

    /// Our answer to `offer`.
    ///
    /// **Errors** ``RenewalObstacle`` when it would be weaker than what either side takes.
    static func answer(
        _ offer: RenewalOffer, of record: ConnectionRecord, capabilities: Capabilities, now: UnixMinute
    ) throws -> Answered {
        guard KeyAgreement(offer.capabilities, capabilities) >= max(record.floor, offer.floor) else {
            throw capabilities.contains(.postQuantum) ? RenewalObstacle.weakerPeer : .libraryLost
        }
        let encapsulation = capabilities.contains(.postQuantum) ? try offer.lattice?.encapsulate() : nil
        let ephemeral = AgreementKey.generate()
        let answer = RenewalAnswer(
            to: offer, key: ephemeral.publicKey, ciphertext: encapsulation?.ciphertext ?? [], capabilities: capabilities, of: record)
        let shared = try X3DH.initiate(
            identity: record.keys.identityAgreement, ephemeral: ephemeral, remoteIdentity: record.peerIdentityAgreement,
            remoteSignedPrekey: offer.key)
        let start = try RatchetSession.acceptor(
            root: root(shared, encapsulation?.secret, offer, answer, record), remoteKey: offer.key)
        let first = InnerMessage(kind: InnerMessage.acceptedKind, sequence: 0, minute: now, expiry: now, body: [])
        guard let plaintext = first.encodePadded(to: InnerMessage.acceptedByteCount) else { throw ByteReaderError.invalidValue }
        let (message, session) = try start.sealing(plaintext, associatedData: record.associatedData)
        var content = ByteWriter()
        content.writePrefixed(answer.encoded)
        content.writeLongPrefixed(message)
        let envelope = try RenewalEnvelope.seal(content.bytes, .renewed, epoch: offer.epoch, of: record)
        return Answered(envelope: envelope, session: session, agreement: answer.agreement)
    }

    /// The session that an answer's `content` makes of an offer of ours; throws when it is not the other side's answer to it.
    ///
    /// **Errors** ``RenewalObstacle`` when it is, and is too weak or can't be used here.
    static func complete(
        _ offered: RenewalState.Offered, content: [UInt8], of record: ConnectionRecord, capabilities: Capabilities, now: UnixMinute
    ) throws -> (session: RatchetSession, agreement: KeyAgreement) {
        var reader = ByteReader(content)
        let bytes = try reader.readPrefixed(limit: RenewalAnswer.maximumByteCount)
        let message = try reader.readLongPrefixed(limit: ratchetMessageLimit)
        try reader.finish()
        let answer = try RenewalAnswer(verifying: bytes, to: offered.offer, of: record)
        guard answer.agreement >= record.floor else { throw RenewalObstacle.weakerPeer }
        let secret = try latticeSecret(answer, offered, capabilities)
        let shared = try X3DH.respond(
            identity: record.keys.identityAgreement, signedPrekey: offered.secret, remoteIdentity: record.peerIdentityAgreement,
            remoteEphemeral: answer.key)
        let start = RatchetSession.asker(root: root(shared, secret, offered.offer, answer, record), signedPrekey: offered.secret)
        let (plaintext, session) = try start.opening(message, associatedData: record.associatedData, now: Int64(now.count) * 60)
        guard try InnerMessage(decodingPadded: plaintext).kind == InnerMessage.acceptedKind else {
            throw ByteReaderError.invalidValue
        }
        return (session, answer.agreement)
    }

    /// What the ciphertext of a hybrid answer holds; nil for a classical one.
    private static func latticeSecret(
        _ answer: RenewalAnswer, _ offered: RenewalState.Offered, _ capabilities: Capabilities
    ) throws -> SecretBytes? {
        guard answer.agreement == .hybrid else { return nil }
        guard capabilities.contains(.postQuantum) else { throw RenewalObstacle.libraryLost }
        guard let seed = offered.latticeSeed else { throw ByteReaderError.invalidValue }
        return try MLKEM768Key(seed: seed).decapsulate(answer.ciphertext)
    }

    private static func root(
        _ shared: SecretBytes, _ kemSecret: SecretBytes?, _ offer: RenewalOffer, _ answer: RenewalAnswer, _ record: ConnectionRecord
    ) -> ConnectionRoot {
        let info = Array("ONION1/salt\0".utf8) + RenewalEnvelope.bytes(of: offer.epoch)
        let kemParts = kemSecret == nil ? [] : (offer.lattice?.bytes ?? []) + answer.ciphertext
        return ConnectionRoot.derive(
            sharedSecret: shared, kemSecret: kemSecret,
            requestSecret: HKDFSHA256.derive(record.repairKey, salt: [], info: info, count: 32), mode: answer.agreement.rawValue,
            kemParts: kemParts, askerCapabilities: offer.encoded, acceptorCapabilities: answer.encoded)
    }
}
