internal import Bytes
internal import Crypto
internal import Domain

/// What accounts alone derive from the node key.
extension NodeKey {
    /// The blind index of an invite's code. **Shape** 32 bytes.
    func index(of code: InviteCode) -> [UInt8] { HMACSHA256.code(code.secret.exposed(), key: inviteIndex) }

    /// What the page of `account` in `erase.bin` says of it.
    func pageMarks(of account: AccountID) -> PageMarks {
        func mark(_ word: String) -> [UInt8] {
            var writer = ByteWriter()
            writer.write(Array("\(word)\0".utf8))
            writer.write(UInt64(bitPattern: account.row))
            return HMACSHA256.code(writer.bytes, key: pageMark)
        }
        return PageMarks(owned: mark("owned"), vanished: mark("vanished"))
    }
}
