import Bytes
internal import Domain
internal import Mail

/// SEARCH: is there a member of this name?
///
/// **Layout** name 32 · pseudonym 16 · invite 16.
/// **Source** protocol §5.2.
extension SearchQuery: FrameBody {
    static var cellType: CellType { .search }

    func encode() throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: 64)
        writer.write(try UsernameField.encode(name))
        try writer.writeFixed(pseudonym, count: 16)
        try writer.writeFixed(invite, count: 16)
        return writer.bytes
    }

    init(decoding data: [UInt8]) throws(WireError) {
        let fields = try ByteReader.strictly(data) { reader throws(ByteReaderError) in
            (name: try reader.read(UsernameField.byteCount), pseudonym: try reader.read(16), invite: try reader.read(16))
        }
        self.init(name: try UsernameField.decode(fields.name), pseudonym: fields.pseudonym, invite: fields.invite)
    }
}
