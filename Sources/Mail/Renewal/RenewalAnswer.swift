internal import Bytes
internal import Crypto
internal import Domain

/// The answer to an offer: our half of X3DH and, where both sides have ML-KEM, the ciphertext for the offered KEM key.
///
/// Who has ML-KEM says so even when it was offered none. The ciphertext is there exactly when both say so: neither side can leave it out.
///
/// **Layout** version 1 ‖ epoch u32 ‖ EK 32 ‖ KEM ciphertext (u16 length: 1088 where both sides' capabilities have ML-KEM, else 0) ‖
/// capabilities (u16 length) ‖ signature 64 by IK_sig over all before it ‖ SHA-256(offer) ‖ SHA-256(associated data).
/// **Source** protocol §9.7, §9.8.
struct RenewalAnswer: Sendable {
    /// The most bytes: an answer with a ciphertext has 1195.
    static let maximumByteCount = 1600
    private static let version: UInt8 = 1
    private static let signatureByteCount = 64
    private static let purpose = "renewed"

    let key: AgreementPublicKey
    /// Empty where the agreement is classical.
    let ciphertext: [UInt8]
    /// How the keys of the new session are agreed on.
    let agreement: KeyAgreement
    /// The signed bytes, signature included.
    let encoded: [UInt8]

    /// Our side's answer.
    init(
        to offer: RenewalOffer, key: AgreementPublicKey, ciphertext: [UInt8], capabilities: Capabilities, of record: ConnectionRecord
    ) {
        self.key = key
        self.ciphertext = ciphertext
        agreement = KeyAgreement(offer.capabilities, capabilities)
        var writer = ByteWriter()
        writer.write(RenewalAnswer.version)
        writer.write(offer.epoch)
        writer.write(key.bytes)
        writer.writePrefixed(ciphertext)
        capabilities.write(to: &writer)
        writer.write(record.keys.identity.sign(RenewalAnswer.signed(writer.bytes, offer, record), purpose: RenewalAnswer.purpose))
        encoded = writer.bytes
    }

    /// Reads the other side's answer to `offer` and verifies its signature.
    init(verifying bytes: [UInt8], to offer: RenewalOffer, of record: ConnectionRecord) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == RenewalAnswer.version, try reader.readUInt32() == offer.epoch else {
            throw ByteReaderError.invalidValue
        }
        key = try AgreementPublicKey(reader.read(32))
        ciphertext = try reader.readPrefixed(limit: MLKEM768PublicKey.ciphertextByteCount)
        agreement = KeyAgreement(offer.capabilities, try Capabilities(&reader))
        guard ciphertext.count == (agreement == .hybrid ? MLKEM768PublicKey.ciphertextByteCount : 0) else {
            throw ByteReaderError.invalidValue
        }
        let signature = try reader.read(RenewalAnswer.signatureByteCount)
        try reader.finish()
        let fields = Array(bytes.dropLast(RenewalAnswer.signatureByteCount))
        guard record.peerIdentity.isValid(signature, of: RenewalAnswer.signed(fields, offer, record), purpose: RenewalAnswer.purpose) else {
            throw ByteReaderError.invalidValue
        }
        encoded = bytes
    }

    private static func signed(_ fields: [UInt8], _ offer: RenewalOffer, _ record: ConnectionRecord) -> [UInt8] {
        fields + SHA256.hash(offer.encoded) + SHA256.hash(record.associatedData)
    }
}
