internal import Bytes
internal import Crypto
internal import Domain

/// How an offer or an answer of a renewal travels: sealed under the connection's repair key, as large as any short message.
///
/// **Layout** epoch u32 ‖ nonce 12 ‖ ChaCha20-Poly1305 of the padded content, bound to the epoch; the key is
/// HKDF(repair key, empty salt, `ONION1/renew\0` or `ONION1/renewed\0` ‖ whether the asker sends u8 ‖ epoch u32). **Source** protocol §9.7.
enum RenewalEnvelope {
    /// Which of the two it is; the raw value is its label.
    enum Purpose: String, Sendable { case renew, renewed }

    private static let epochByteCount = 4
    private static let nonceByteCount = 12
    private static let paddedByteCount = DeliverFrame.envelopeByteCounts[0] - epochByteCount - nonceByteCount - 16

    /// The bytes of `epoch`, as they travel and as keys are bound to it.
    static func bytes(of epoch: UInt32) -> [UInt8] {
        var writer = ByteWriter(capacity: epochByteCount)
        writer.write(epoch)
        return writer.bytes
    }

    /// The epoch that an envelope names, proven or not.
    static func epoch(of envelope: [UInt8]) -> UInt32? {
        var reader = ByteReader(envelope)
        return try? reader.readUInt32()
    }

    /// Seals `content` from our side.
    static func seal(_ content: [UInt8], _ purpose: Purpose, epoch: UInt32, of record: ConnectionRecord) throws -> [UInt8] {
        guard content.count < paddedByteCount else { throw ByteReaderError.invalidValue }
        let nonce = Random.bytes(nonceByteCount)
        let sealed = try ChaChaPoly.seal(
            Padding.pad(content, to: paddedByteCount), key: key(purpose, epoch: epoch, isFromAsker: record.isAsker, record), nonce: nonce,
            associatedData: bytes(of: epoch))
        return bytes(of: epoch) + nonce + sealed
    }

    /// Opens what the other side sealed.
    static func open(_ envelope: [UInt8], _ purpose: Purpose, of record: ConnectionRecord) throws -> (epoch: UInt32, content: [UInt8]) {
        guard envelope.count == DeliverFrame.envelopeByteCounts[0] else { throw ByteReaderError.invalidValue }
        var reader = ByteReader(envelope)
        let epoch = try reader.readUInt32()
        let nonce = try reader.read(nonceByteCount)
        let padded = try ChaChaPoly.open(
            reader.readRest(), key: key(purpose, epoch: epoch, isFromAsker: !record.isAsker, record), nonce: nonce,
            associatedData: bytes(of: epoch))
        guard let content = Padding.unpad(padded) else { throw ByteReaderError.invalidValue }
        return (epoch, content)
    }

    private static func key(_ purpose: Purpose, epoch: UInt32, isFromAsker: Bool, _ record: ConnectionRecord) -> SecretBytes {
        let info = Array("ONION1/\(purpose.rawValue)\0".utf8) + [isFromAsker ? 1 : 0] + bytes(of: epoch)
        return HKDFSHA256.derive(record.repairKey, salt: [], info: info, count: 32)
    }
}
