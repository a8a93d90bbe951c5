internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// What a connection keeps outside its session: it outlives every renewal of keys.
///
/// **Layout** version 2 ‖ peer address (u16 length) ‖ since u32 ‖ epoch u32 ‖ keys ‖ presence key 32 ‖ repair key 32 ‖
/// peer's account key 32 ‖ peer's IK_sig 32 ‖ peer's IK_dh 32 ‖ associated data (u16 length) ‖ floor u8. Version 1 has no floor, which was
/// classical, and is still read. **Source** protocol §7.2, §9.7, §9.8.
struct ConnectionRecord: Sendable {
    private static let version: UInt8 = 2
    private static let versionWithoutFloor: UInt8 = 1
    private static let associatedDataLimit = 1024

    let peer: MemberAddress
    let since: UnixMinute
    /// How often the keys were renewed.
    var epoch: UInt32
    let keys: ConnectionKeys
    let presenceKey: SecretBytes
    let repairKey: SecretBytes
    let peerAccountKey: VerifyingKey
    let peerIdentity: VerifyingKey
    let peerIdentityAgreement: AgreementPublicKey
    /// What every message is bound to: both sides' keys and addresses as at acceptance.
    let associatedData: [UInt8]
    /// The least that any keys of this connection are made with. It never drops.
    ///
    /// Where it is hybrid, each renewal must mix in an ML-KEM secret: an offer without a KEM key or an answer without a ciphertext is refused,
    /// and without ML-KEM in its own library a node can't renew. A hybrid renewal of a classical connection raises it.
    private(set) var floor: KeyAgreement

    /// Notes that keys were agreed on in that way: nothing weaker is taken from now on.
    mutating func raiseFloor(to agreement: KeyAgreement) { floor = max(floor, agreement) }

    /// Whether this side made the request: the asker comes first in what every message is bound to.
    var isAsker: Bool {
        let asker = associatedData.dropFirst(Acceptance.askerIdentityOffset).prefix(32)
        return asker.elementsEqual(keys.identity.publicKey.bytes)
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(ConnectionRecord.version)
        writer.writeText(peer.description)
        writer.write(since.count)
        writer.write(epoch)
        keys.write(to: &writer)
        writer.write(presenceKey.exposed())
        writer.write(repairKey.exposed())
        writer.write(peerAccountKey.bytes)
        writer.write(peerIdentity.bytes)
        writer.write(peerIdentityAgreement.bytes)
        writer.writePrefixed(associatedData)
        writer.write(floor.rawValue)
        return writer.bytes
    }

    init(
        peer: MemberAddress, since: UnixMinute, keys: ConnectionKeys, root: ConnectionRoot, peerAccountKey: VerifyingKey,
        peerBundle: ConnectionBundle, associatedData: [UInt8], floor: KeyAgreement
    ) {
        self.peer = peer
        self.since = since
        self.keys = keys
        epoch = 0
        presenceKey = root.presenceKey
        repairKey = root.repairKey
        self.peerAccountKey = peerAccountKey
        peerIdentity = peerBundle.identity
        peerIdentityAgreement = peerBundle.identityAgreement
        self.associatedData = associatedData
        self.floor = floor
    }

    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == ConnectionRecord.version || version == ConnectionRecord.versionWithoutFloor else {
            throw ByteReaderError.invalidValue
        }
        peer = try MemberAddress(sealed: reader.readPrefixed(limit: MemberAddress.maximumByteCount))
        since = UnixMinute(count: try reader.readUInt32())
        epoch = try reader.readUInt32()
        keys = try ConnectionKeys(&reader)
        presenceKey = SecretBytes(copying: try reader.read(32))
        repairKey = SecretBytes(copying: try reader.read(32))
        peerAccountKey = try VerifyingKey(reader.read(32))
        peerIdentity = try VerifyingKey(reader.read(32))
        peerIdentityAgreement = try AgreementPublicKey(reader.read(32))
        associatedData = try reader.readPrefixed(limit: ConnectionRecord.associatedDataLimit)
        if version == ConnectionRecord.version {
            guard let floor = KeyAgreement(rawValue: try reader.readUInt8()) else { throw ByteReaderError.invalidValue }
            self.floor = floor
        } else {
            floor = .classical
        }
        try reader.finish()
    }
}
