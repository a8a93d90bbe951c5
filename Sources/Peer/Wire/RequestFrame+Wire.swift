import Bytes
import Chat

/// REQUEST: a connection request, sealed to a member's signed prekey.
///
/// **Layout** token 32 · pseudonym 16 · name 32 · work counter u64 · encapsulated key 32 · ciphertext, the rest.
/// **Limits** the ciphertext is at most 3400 bytes, so that a request always fits one cell.
/// **Source** protocol §2.10.
extension RequestFrame: FrameBody {
    static var cellType: CellType { .request }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: Cell.dataLimit)
        try writer.writeFixed(token, count: 32)
        try writer.writeFixed(pseudonym, count: 16)
        writer.write(try UsernameField.encode(name))
        writer.write(workCounter)
        try writer.writeFixed(encapsulated, count: 32)
        guard ciphertext.count <= Self.maximumCiphertextByteCount else {
            throw .dataTooLong(found: ciphertext.count, limit: Self.maximumCiphertextByteCount)
        }
        writer.write(ciphertext)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        let fields = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            (
                token: try reader.read(32), pseudonym: try reader.read(16), name: try reader.read(UsernameField.byteCount),
                work: try reader.readUInt64(), encapsulated: try reader.read(32), ciphertext: reader.readRest()
            )
        }
        guard fields.ciphertext.count <= Self.maximumCiphertextByteCount else {
            throw .dataTooLong(found: fields.ciphertext.count, limit: Self.maximumCiphertextByteCount)
        }
        self.init(
            token: fields.token, pseudonym: fields.pseudonym, name: try UsernameField.decode(fields.name), workCounter: fields.work,
            encapsulated: fields.encapsulated, ciphertext: fields.ciphertext)
    }
}
