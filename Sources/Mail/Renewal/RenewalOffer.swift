internal import Bytes
internal import Crypto
internal import Domain

/// An offer to renew: fresh keys, signed by the side that offers for this connection and this epoch.
///
/// Whoever has ML-KEM offers a key of it, since the other side may have it by now. The floor tells the least that the offering side takes: a
/// side that was restored to before the connection became hybrid learns it here, and does not answer with less.
///
/// **Layout** version 2 ‖ epoch u32 ‖ key 32 ‖ KEM key (u16 length: 1184 where the capabilities have ML-KEM, else 0) ‖ capabilities (u16 length)
/// ‖ floor u8 ‖ signature 64 by IK_sig over all before it ‖ SHA-256(associated data). Version 1 has no floor, which was classical, and is still
/// read. **Source** protocol §9.7, §9.8.
struct RenewalOffer: Sendable {
    /// The most bytes: an offer with a KEM key has 1292.
    static let maximumByteCount = 1600
    private static let version: UInt8 = 2
    private static let versionWithoutFloor: UInt8 = 1
    private static let signatureByteCount = 64
    private static let purpose = "renew"

    let epoch: UInt32
    let key: AgreementPublicKey
    let lattice: MLKEM768PublicKey?
    let capabilities: Capabilities
    let floor: KeyAgreement
    /// The signed bytes, signature included.
    let encoded: [UInt8]

    /// Our side's offer.
    init(epoch: UInt32, key: AgreementPublicKey, lattice: MLKEM768PublicKey?, of record: ConnectionRecord) {
        self.epoch = epoch
        self.key = key
        self.lattice = lattice
        capabilities = lattice == nil ? [] : .postQuantum
        floor = record.floor
        var writer = ByteWriter()
        writer.write(RenewalOffer.version)
        writer.write(epoch)
        writer.write(key.bytes)
        writer.writePrefixed(lattice?.bytes ?? [])
        capabilities.write(to: &writer)
        writer.write(floor.rawValue)
        writer.write(record.keys.identity.sign(RenewalOffer.signed(writer.bytes, record), purpose: RenewalOffer.purpose))
        encoded = writer.bytes
    }

    /// Reads an offer of the other side and verifies its signature.
    init(verifying bytes: [UInt8], of record: ConnectionRecord) throws {
        try self.init(decoding: bytes)
        let (fields, signature) = (Array(bytes.dropLast(Self.signatureByteCount)), Array(bytes.suffix(Self.signatureByteCount)))
        guard record.peerIdentity.isValid(signature, of: RenewalOffer.signed(fields, record), purpose: RenewalOffer.purpose) else {
            throw ByteReaderError.invalidValue
        }
    }

    /// Reads an offer without looking at its signature: one of our own, as it was kept.
    init(decoding bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.readUInt8()
        guard version == RenewalOffer.version || version == RenewalOffer.versionWithoutFloor else { throw ByteReaderError.invalidValue }
        epoch = try reader.readUInt32()
        key = try AgreementPublicKey(reader.read(32))
        let lattice = try reader.readPrefixed(limit: MLKEM768PublicKey.byteCount)
        capabilities = try Capabilities(&reader)
        guard lattice.isEmpty != capabilities.contains(.postQuantum) else { throw ByteReaderError.invalidValue }
        self.lattice = lattice.isEmpty ? nil : try MLKEM768PublicKey(lattice)
        let floor = version == RenewalOffer.version ? KeyAgreement(rawValue: try reader.readUInt8()) : .classical
        guard let floor else { throw ByteReaderError.invalidValue }
        self.floor = floor
        _ = try reader.read(RenewalOffer.signatureByteCount)
        try reader.finish()
        encoded = bytes
    }

    /// Whether an answer to it can make keys that are no weaker than `floor`.
    func canReach(_ floor: KeyAgreement) -> Bool { lattice != nil || floor == .classical }

    private static func signed(_ fields: [UInt8], _ record: ConnectionRecord) -> [UInt8] { fields + SHA256.hash(record.associatedData) }
}
