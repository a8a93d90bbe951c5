internal import Bytes
internal import Crypto

/// The making of a connection out of a request: the same computation seen from its two ends.
///
/// The ACCEPT envelope is ChaCha20-Poly1305 under a key of the request's secret, over the acceptor's bundle (u16 length) ‖ endorsement 64 ‖ the first
/// ratchet message (u32 length), padded. **Source** protocol §3.12.
enum Acceptance {
    /// How a connection's keys came to be; part of what every message is bound to.
    static let classicMode: UInt8 = 1
    /// What is inside an ACCEPT envelope before its seal adds 16 bytes: one cell.
    private static let paddedByteCount = DeliverFrame.envelopeByteCounts[0] - 16
    private static let ratchetMessageLimit = 1024

    /// What accepting makes: the envelope to send, the record, the session and the queues to send on.
    struct Accepted: Sendable {
        let envelope: [UInt8]
        let record: ConnectionRecord
        let session: RatchetSession
        let peerBundle: ConnectionBundle
    }

    /// The acceptor's end.
    static func accept(
        _ request: RequestPayload, as own: MemberAddress, account: SigningKey, now: UnixMinute, historyKey: SecretBytes
    ) throws -> Accepted {
        let keys = ConnectionKeys()
        let ephemeral = AgreementKey.generate()
        let bundle = ConnectionBundle(keys, agreement: ephemeral.publicKey)
        let shared = try X3DH.initiate(
            identity: keys.identityAgreement, ephemeral: ephemeral, remoteIdentity: request.bundle.identityAgreement,
            remoteSignedPrekey: request.bundle.agreement)
        let root = ConnectionRoot.derive(
            sharedSecret: shared, requestSecret: request.requestSecret, mode: classicMode, kemParts: [],
            askerCapabilities: request.bundle.capabilities.encoded, acceptorCapabilities: bundle.capabilities.encoded)
        let context = associatedData(
            asker: Side(account: request.accountKey, bundle: request.bundle, address: request.from),
            acceptor: Side(account: account.publicKey, bundle: bundle, address: own))
        let start = try RatchetSession.acceptor(root: root, remoteKey: request.bundle.agreement)
        let first = InnerMessage(.accepted, sequence: 0, minute: now, expiry: now, body: [])
        guard let plaintext = first.encodePadded(to: InnerMessage.acceptedByteCount) else { throw ByteReaderError.invalidValue }
        let (message, session) = try start.sealing(plaintext, associatedData: context)
        var writer = ByteWriter()
        writer.writePrefixed(bundle.encoded)
        writer.write(bundle.endorsed(by: account))
        writer.writeLongPrefixed(message)
        let envelope = try ChaChaPoly.seal(
            Padding.pad(writer.bytes, to: paddedByteCount), key: acceptKey(request.requestSecret), nonce: zeroNonce,
            associatedData: request.bundle.textQueue.id)
        let record = ConnectionRecord(
            peer: request.from, since: now, keys: keys, root: root, peerAccountKey: request.accountKey, peerBundle: request.bundle,
            associatedData: context, historyKey: historyKey, floor: .classical)
        return Accepted(envelope: envelope, record: record, session: session, peerBundle: request.bundle)
    }

    /// The asker's end: throws when the envelope is not an answer to `request` by the account that its card named.
    static func complete(
        _ request: SentRequest, envelope: [UInt8], as own: MemberAddress, account: SigningKey, now: UnixMinute, historyKey: SecretBytes
    ) throws -> (record: ConnectionRecord, session: RatchetSession, peerBundle: ConnectionBundle) {
        let padded = try ChaChaPoly.open(
            envelope, key: acceptKey(request.requestSecret), nonce: zeroNonce, associatedData: request.keys.textQueue.id)
        guard let bytes = Padding.unpad(padded) else { throw ByteReaderError.invalidValue }
        var reader = ByteReader(bytes)
        let bundleBytes = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        let endorsement = try reader.read(64)
        let message = try reader.readLongPrefixed(limit: ratchetMessageLimit)
        try reader.finish()
        let bundle = try ConnectionBundle(verifying: bundleBytes, endorsement: endorsement, by: request.accountKey)
        let ownBundle = try ConnectionBundle(decoding: request.bundle)
        let shared = try X3DH.respond(
            identity: request.keys.identityAgreement, signedPrekey: request.signedPrekey, remoteIdentity: bundle.identityAgreement,
            remoteEphemeral: bundle.agreement)
        let root = ConnectionRoot.derive(
            sharedSecret: shared, requestSecret: request.requestSecret, mode: classicMode, kemParts: [],
            askerCapabilities: ownBundle.capabilities.encoded, acceptorCapabilities: bundle.capabilities.encoded)
        let context = associatedData(
            asker: Side(account: account.publicKey, bundle: ownBundle, address: own),
            acceptor: Side(account: request.accountKey, bundle: bundle, address: request.to))
        let start = RatchetSession.asker(root: root, signedPrekey: request.signedPrekey)
        let (plaintext, session) = try start.opening(message, associatedData: context, now: Int64(now.count) * 60)
        let first = try InnerMessage(decodingPadded: plaintext)
        guard first.kind == InnerMessage.Kind.accepted.rawValue else { throw ByteReaderError.invalidValue }
        let record = ConnectionRecord(
            peer: request.to, since: now, keys: request.keys, root: root, peerAccountKey: request.accountKey, peerBundle: bundle,
            associatedData: context, historyKey: historyKey, floor: .classical)
        return (record, session, bundle)
    }

    /// One side as every message is bound to it.
    private struct Side {
        let account: VerifyingKey
        let bundle: ConnectionBundle
        let address: MemberAddress
    }

    /// Where the asker's IK_sig lies in what every message is bound to.
    static let askerIdentityOffset = connectionLabel.count + 1 + 32
    private static let connectionLabel = Array("ONION1/connection\0".utf8)

    private static func associatedData(asker: Side, acceptor: Side) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(connectionLabel)
        writer.write(classicMode)
        for side in [asker, acceptor] {
            writer.write(side.account.bytes)
            writer.write(side.bundle.identity.bytes)
            writer.write(side.bundle.identityAgreement.bytes)
            writer.writeText(side.address.description)
        }
        return writer.bytes
    }

    private static func acceptKey(_ requestSecret: SecretBytes) -> SecretBytes {
        HKDFSHA256.derive(requestSecret, salt: [], info: Array("ONION1/accept\0".utf8), count: 32)
    }

    // The key seals one envelope ever: a constant nonce is used with it once.
    private static let zeroNonce = [UInt8](repeating: 0, count: 12)
}
