internal import Bytes
internal import Crypto
internal import Domain

/// The making of a connection out of a request: the same computation seen from its two ends.
///
/// The ACCEPT envelope is ChaCha20-Poly1305 under a key of the request's secret, over the acceptor's bundle (u16 length) ‖ endorsement 64 ‖ the
/// ML-KEM-768 ciphertext 1088, exactly when both bundles say ML-KEM ‖ the first ratchet message (u32 length), padded.
/// **Source** protocol §7.2 to §7.5.
enum Acceptance {
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
    ///
    /// **Errors** ``ChatError/postQuantumLost`` or ``ChatError/postQuantumRefused`` when what both can do is under the `floor`.
    static func accept(
        _ request: RequestPayload, as own: MemberAddress, account: SigningKey, capabilities: Capabilities, floor: KeyAgreement,
        now: UnixMinute
    ) throws -> Accepted {
        let keys = ConnectionKeys()
        let ephemeral = AgreementKey.generate()
        let bundle = ConnectionBundle(keys, agreement: ephemeral.publicKey, capabilities: capabilities, kemKey: nil)
        let agreement = KeyAgreement(request.bundle.capabilities, capabilities)
        try agreement.require(floor, ours: capabilities)
        // A bundle that says ML-KEM has a key: it was read so.
        let kem = agreement == .hybrid ? try request.bundle.kemKey?.encapsulate() : nil
        let shared = try X3DH.initiate(
            identity: keys.identityAgreement, ephemeral: ephemeral, remoteIdentity: request.bundle.identityAgreement,
            remoteSignedPrekey: request.bundle.agreement)
        let root = root(
            shared, kem.map { KEMPart(secret: $0.secret, ciphertext: $0.ciphertext) }, request.requestSecret, asker: request.bundle,
            acceptor: bundle)
        let context = associatedData(
            agreement, asker: Side(account: request.accountKey, bundle: request.bundle, address: request.from),
            acceptor: Side(account: account.publicKey, bundle: bundle, address: own))
        let start = try RatchetSession.acceptor(root: root, remoteKey: request.bundle.agreement)
        let first = InnerMessage(kind: InnerMessage.acceptedKind, sequence: 0, minute: now, expiry: now, body: [])
        guard let plaintext = first.encodePadded(to: InnerMessage.acceptedByteCount) else { throw ByteReaderError.invalidValue }
        let (message, session) = try start.sealing(plaintext, associatedData: context)
        var writer = ByteWriter()
        writer.writePrefixed(bundle.encoded)
        writer.write(bundle.endorsed(by: account))
        writer.write(kem?.ciphertext ?? [])
        writer.writeLongPrefixed(message)
        let envelope = try ChaChaPoly.seal(
            Padding.pad(writer.bytes, to: paddedByteCount), key: acceptKey(request.requestSecret), nonce: zeroNonce,
            associatedData: request.bundle.textQueue.id)
        let record = ConnectionRecord(
            peer: request.from, since: now, keys: keys, root: root, peerAccountKey: request.accountKey, peerBundle: request.bundle,
            associatedData: context, floor: agreement)
        return Accepted(envelope: envelope, record: record, session: session, peerBundle: request.bundle)
    }

    /// The asker's end: throws when the envelope is not an answer to `request` by the account that its card named, or one under the `floor`.
    ///
    /// **Errors** ``ChatError/postQuantumLost`` when the answer is right and this node can't do its part of it any more.
    static func complete(
        _ request: SentRequest, envelope: [UInt8], as own: MemberAddress, account: SigningKey, capabilities: Capabilities,
        floor: KeyAgreement, now: UnixMinute
    ) throws -> (record: ConnectionRecord, session: RatchetSession, peerBundle: ConnectionBundle) {
        let padded = try ChaChaPoly.open(
            envelope, key: acceptKey(request.requestSecret), nonce: zeroNonce, associatedData: request.keys.textQueue.id)
        guard let bytes = Padding.unpad(padded) else { throw ByteReaderError.invalidValue }
        var reader = ByteReader(bytes)
        let bundleBytes = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        let endorsement = try reader.read(64)
        let bundle = try ConnectionBundle(verifying: bundleBytes, endorsement: endorsement, by: request.accountKey, from: .acceptor)
        let ownBundle = try ConnectionBundle(decoding: request.bundle, from: .asker)
        let agreement = KeyAgreement(ownBundle.capabilities, bundle.capabilities)
        guard agreement >= floor else { throw ChatError.postQuantumRefused }
        // The bundles say whether it is there: one too few or too many leaves a message of a wrong length.
        let ciphertext = agreement == .hybrid ? try reader.read(MLKEM768PublicKey.ciphertextByteCount) : nil
        let message = try reader.readLongPrefixed(limit: ratchetMessageLimit)
        try reader.finish()
        let kem = try ciphertext.map { try decapsulate($0, request, capabilities) }
        let shared = try X3DH.respond(
            identity: request.keys.identityAgreement, signedPrekey: request.signedPrekey, remoteIdentity: bundle.identityAgreement,
            remoteEphemeral: bundle.agreement)
        let root = root(shared, kem, request.requestSecret, asker: ownBundle, acceptor: bundle)
        let context = associatedData(
            agreement, asker: Side(account: account.publicKey, bundle: ownBundle, address: own),
            acceptor: Side(account: request.accountKey, bundle: bundle, address: request.to))
        let start = RatchetSession.asker(root: root, signedPrekey: request.signedPrekey)
        let (plaintext, session) = try start.opening(message, associatedData: context, now: Int64(now.count) * 60)
        let first = try InnerMessage(decodingPadded: plaintext)
        guard first.kind == InnerMessage.acceptedKind else { throw ByteReaderError.invalidValue }
        let record = ConnectionRecord(
            peer: request.to, since: now, keys: request.keys, root: root, peerAccountKey: request.accountKey, peerBundle: bundle,
            associatedData: context, floor: agreement)
        return (record, session, bundle)
    }

    /// What ML-KEM adds: both ends' secret, and the ciphertext as it travelled.
    private struct KEMPart {
        let secret: SecretBytes
        let ciphertext: [UInt8]
    }

    private static func decapsulate(_ ciphertext: [UInt8], _ request: SentRequest, _ capabilities: Capabilities) throws -> KEMPart {
        guard let seed = request.kemSeed else { throw ByteReaderError.invalidValue }
        guard capabilities.contains(.postQuantum) else { throw ChatError.postQuantumLost }
        return KEMPart(secret: try MLKEM768Key(seed: seed).decapsulate(ciphertext), ciphertext: ciphertext)
    }

    private static func root(
        _ shared: SecretBytes, _ kem: KEMPart?, _ requestSecret: SecretBytes, asker: ConnectionBundle, acceptor: ConnectionBundle
    ) -> ConnectionRoot {
        let parts = kem.map { (asker.kemKey?.bytes ?? []) + $0.ciphertext } ?? []
        return ConnectionRoot.derive(
            sharedSecret: shared, kemSecret: kem?.secret, requestSecret: requestSecret,
            mode: KeyAgreement(asker.capabilities, acceptor.capabilities).rawValue, kemParts: parts,
            askerCapabilities: asker.capabilities.encoded, acceptorCapabilities: acceptor.capabilities.encoded)
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

    private static func associatedData(_ agreement: KeyAgreement, asker: Side, acceptor: Side) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(connectionLabel)
        writer.write(agreement.rawValue)
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
