import Bytes

/// What a node tells of itself in the second and third handshake message.
///
/// **Layout** versions and capabilities 6 · certificate 104 · 0x80 · zeros; 256 bytes.
/// **Source** protocol §4.2.
struct HandshakePayload: Sendable {
    /// The size of every payload.
    static let byteCount = 256

    /// The versions and capabilities of the node.
    let version: PeerVersion
    /// The certificate of its static key.
    let certificate: LinkCertificate

    /// A payload of its parts.
    init(version: PeerVersion, certificate: LinkCertificate) {
        self.version = version
        self.certificate = certificate
    }

    /// The 256 bytes.
    func encode() -> [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.write(version.lowest)
        writer.write(version.highest)
        writer.write(version.capabilities)
        certificate.write(to: &writer)
        return Padding.pad(writer.bytes, to: Self.byteCount)
    }

    /// Reads a payload.
    init(decoding bytes: [UInt8]) throws(HandshakeError) {
        guard bytes.count == Self.byteCount, let content = Padding.unpad(bytes) else { throw .malformedPayload }
        var reader = ByteReader(content)
        do throws(ByteReaderError) {
            version = PeerVersion(
                lowest: try reader.readUInt8(), highest: try reader.readUInt8(), capabilities: try reader.readUInt32())
            certificate = try LinkCertificate(from: &reader)
            try reader.finish()
        } catch {
            throw .malformedPayload
        }
    }
}
