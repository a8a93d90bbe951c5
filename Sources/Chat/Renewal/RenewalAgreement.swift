internal import Bytes
internal import Crypto

/// An offer to renew: a fresh key, signed by the side that offers for this connection and this epoch.
///
/// **Layout** version 1 ‖ epoch u32 ‖ key 32 ‖ KEM key (u16 length, empty) ‖ capabilities (u16 length) ‖ signature 64 by IK_sig over all before it ‖
/// SHA-256(associated data). **Source** protocol §3.16.
struct RenewalOffer: Sendable {
    static let maximumByteCount = 1600
    private static let version: UInt8 = 1
    private static let purpose = "renew"

    let epoch: UInt32
    let key: AgreementPublicKey
    let encoded: [UInt8]

    /// Our side's offer.
    init(epoch: UInt32, key: AgreementPublicKey, of record: ConnectionRecord) {
        self.epoch = epoch
        self.key = key
        var writer = ByteWriter()
        writer.write(RenewalOffer.version)
        writer.write(epoch)
        RenewalAgreement.write(key, to: &writer)
        writer.write(record.keys.identity.sign(writer.bytes + SHA256.hash(record.associatedData), purpose: RenewalOffer.purpose))
        encoded = writer.bytes
    }

    /// Parses an offer; `signer` nil for one of our own, as it was kept.
    init(decoding bytes: [UInt8], signedBy signer: VerifyingKey?, of record: ConnectionRecord?) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == RenewalOffer.version else { throw ByteReaderError.invalidValue }
        epoch = try reader.readUInt32()
        key = try RenewalAgreement.readKey(&reader)
        let signature = try reader.read(64)
        try reader.finish()
        encoded = bytes
        guard let signer, let record else { return }
        guard signer.isValid(signature, of: bytes.dropLast(64) + SHA256.hash(record.associatedData), purpose: RenewalOffer.purpose) else {
            throw ByteReaderError.invalidValue
        }
    }
}

/// The making of a session anew, seen from its two ends: X3DH toward the offered key, salted by the repair key.
///
/// **Layout** of an answer: version 1 ‖ epoch u32 ‖ EK 32 ‖ KEM ciphertext (u16 length, empty) ‖ capabilities (u16 length) ‖ signature 64 by IK_sig
/// over all before it ‖ SHA-256(offer) ‖ SHA-256(associated data); in the envelope the first ratchet message (u32 length) follows. The root is
/// that of a new connection with the salt HKDF(repair key, `ONION1/salt\0` ‖ epoch) for the request's secret, and offer and answer whole in the
/// place of the two lists of capabilities. **Source** protocol §3.16.
enum RenewalAgreement {
    private static let version: UInt8 = 1
    private static let purpose = "renewed"
    private static let kemPartLimit = 1184
    private static let capabilityLimit = 64
    private static let ratchetMessageLimit = 1024

    /// Our answer to `offer`: its envelope, and the session, which may seal at once.
    static func answer(_ offer: RenewalOffer, of record: ConnectionRecord, now: UnixMinute) throws -> (
        envelope: [UInt8], session: RatchetSession
    ) {
        let ephemeral = AgreementKey.generate()
        var writer = ByteWriter()
        writer.write(version)
        writer.write(offer.epoch)
        write(ephemeral.publicKey, to: &writer)
        writer.write(record.keys.identity.sign(signed(writer.bytes, offer, record), purpose: purpose))
        let answer = writer.bytes
        let shared = try X3DH.initiate(
            identity: record.keys.identityAgreement, ephemeral: ephemeral, remoteIdentity: record.peerIdentityAgreement,
            remoteSignedPrekey: offer.key)
        let start = try RatchetSession.acceptor(root: root(shared, offer, answer, record), remoteKey: offer.key)
        let first = InnerMessage(.accepted, sequence: 0, minute: now, expiry: now, body: [])
        guard let plaintext = first.encodePadded(to: InnerMessage.acceptedByteCount) else { throw ByteReaderError.invalidValue }
        let (message, session) = try start.sealing(plaintext, associatedData: record.associatedData)
        var content = ByteWriter()
        content.writePrefixed(answer)
        content.writeLongPrefixed(message)
        return (try RenewalEnvelope.seal(content.bytes, .renewed, epoch: offer.epoch, of: record), session)
    }

    /// The session that an answer's `content` makes of an offer of ours; throws when it is not the other side's answer to it.
    static func complete(
        _ offer: RenewalOffer, secret: AgreementKey, content: [UInt8], of record: ConnectionRecord, now: UnixMinute
    ) throws -> RatchetSession {
        var outer = ByteReader(content)
        let answer = try outer.readPrefixed(limit: RenewalOffer.maximumByteCount)
        let message = try outer.readLongPrefixed(limit: ratchetMessageLimit)
        try outer.finish()
        var reader = ByteReader(answer)
        guard try reader.readUInt8() == version, try reader.readUInt32() == offer.epoch else { throw ByteReaderError.invalidValue }
        let ephemeral = try readKey(&reader)
        let signature = try reader.read(64)
        try reader.finish()
        guard record.peerIdentity.isValid(signature, of: signed(Array(answer.dropLast(64)), offer, record), purpose: purpose) else {
            throw ByteReaderError.invalidValue
        }
        let shared = try X3DH.respond(
            identity: record.keys.identityAgreement, signedPrekey: secret, remoteIdentity: record.peerIdentityAgreement,
            remoteEphemeral: ephemeral)
        let start = RatchetSession.asker(root: root(shared, offer, answer, record), signedPrekey: secret)
        let (plaintext, session) = try start.opening(message, associatedData: record.associatedData, now: Int64(now.count) * 60)
        guard try InnerMessage(decodingPadded: plaintext).kind == InnerMessage.Kind.accepted.rawValue else {
            throw ByteReaderError.invalidValue
        }
        return session
    }

    /// The part that offers and answers share: key, KEM part, capabilities.
    static func write(_ key: AgreementPublicKey, to writer: inout ByteWriter) {
        writer.write(key.bytes)
        writer.writePrefixed([])
        Capabilities([]).write(to: &writer)
    }

    static func readKey(_ reader: inout ByteReader) throws -> AgreementPublicKey {
        let key = try AgreementPublicKey(reader.read(32))
        _ = try reader.readPrefixed(limit: kemPartLimit)
        _ = try reader.readPrefixed(limit: capabilityLimit)
        return key
    }

    private static func signed(_ fields: [UInt8], _ offer: RenewalOffer, _ record: ConnectionRecord) -> [UInt8] {
        fields + SHA256.hash(offer.encoded) + SHA256.hash(record.associatedData)
    }

    private static func root(_ shared: SecretBytes, _ offer: RenewalOffer, _ answer: [UInt8], _ record: ConnectionRecord) -> ConnectionRoot
    {
        let info = Array("ONION1/salt\0".utf8) + RenewalEnvelope.bytes(of: offer.epoch)
        return ConnectionRoot.derive(
            sharedSecret: shared, requestSecret: HKDFSHA256.derive(record.repairKey, salt: [], info: info, count: 32),
            mode: Acceptance.classicMode, kemParts: [], askerCapabilities: offer.encoded, acceptorCapabilities: answer)
    }
}
