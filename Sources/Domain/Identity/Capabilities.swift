package import Bytes
internal import Crypto

/// What a node can do beyond what every node can, as it lies inside signed cards and bundles.
///
/// Both ends' are hashed into the root of a connection, so that neither can be talked down unnoticed. A bit that this version does not know
/// is kept as it came.
/// **Layout** u16 bits. **Source** protocol §6.3.
public struct Capabilities: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// Capabilities of their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Bit 0: ML-KEM-768 beside X25519, in requests, in new connections and in renewals. Where both ends have it, it is mandatory.
    public static let postQuantum = Capabilities(rawValue: 1)

    /// What this process can do: it depends on the libcrypto that was loaded.
    public static let ours: Capabilities = PostQuantum.isAvailable ? .postQuantum : []

    private static let byteCount = 2

    /// The signed bytes.
    package var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write(rawValue)
        return writer.bytes
    }

    /// Reads a field with its u16 length, which is 2.
    package init(_ reader: inout ByteReader) throws(ByteReaderError) {
        var field = ByteReader(try reader.readPrefixed(limit: Capabilities.byteCount))
        rawValue = try field.readUInt16()
    }

    package func write(to writer: inout ByteWriter) { writer.writePrefixed(encoded) }
}
