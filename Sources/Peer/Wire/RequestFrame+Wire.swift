import Bytes
internal import Domain
internal import Mail

/// REQUEST: a connection request, sealed to a member's signed prekey.
///
/// **Layout** token 32 · pseudonym 16 · name 32 · work counter u64 · encapsulated key 32 · ciphertext 3760; or, sealed with X-Wing, encapsulated
/// key 1120 · ciphertext 6552.
/// **Limits** it fills one cell or two: no request has another size.
/// **Source** protocol §5.2.
extension RequestFrame: FrameBody {
    static var cellType: CellType { .request }

    func encode() throws(WireError) -> [UInt8] {
        guard agreement != nil else { throw .wrongRequestLength(Self.headByteCount + encapsulated.count + ciphertext.count) }
        var writer = ByteWriter(capacity: 2 * Cell.dataLimit)
        try writer.writeFixed(token, count: 32)
        try writer.writeFixed(pseudonym, count: 16)
        writer.write(try UsernameField.encode(name))
        writer.write(workCounter)
        writer.write(encapsulated)
        writer.write(ciphertext)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        let agreement: KeyAgreement
        switch data.count {
        case Cell.dataLimit: agreement = .classical
        case 2 * Cell.dataLimit: agreement = .hybrid
        default: throw .wrongRequestLength(data.count)
        }
        let fields = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            (
                token: try reader.read(32), pseudonym: try reader.read(16), name: try reader.read(UsernameField.byteCount),
                work: try reader.readUInt64(), encapsulated: try reader.read(Self.encapsulatedByteCount(agreement)),
                ciphertext: reader.readRest()
            )
        }
        self.init(
            token: fields.token, pseudonym: fields.pseudonym, name: try UsernameField.decode(fields.name), workCounter: fields.work,
            encapsulated: fields.encapsulated, ciphertext: fields.ciphertext)
    }
}
