internal import Domain
internal import Mail

/// The 512 bytes that stand before each file of a tar archive.
///
/// **Source** POSIX.1-1988 `ustar`: what every `tar` and every desktop opens. Owner, group and device are nobody's.
enum TarHeader {
    /// Files begin and end on whole blocks.
    static let blockByteCount = 512
    /// The field for a file's name holds 100 bytes; the folder has a field of its own.
    static let nameByteLimit = 100
    /// Eleven octal digits: 8 GiB.
    static let contentByteLimit = elevenDigits
    /// Two empty blocks end an archive.
    static let end = [UInt8](repeating: 0, count: 2 * blockByteCount)
    private static let folder = "onionnode-export"
    private static let elevenDigits = 0o77777777777
    private static let checksumOffset = 148

    /// The header of an ordinary file in the export's folder, for its owner alone.
    static func file(_ name: String, byteCount: Int, minute: UnixMinute) -> [UInt8] {
        precondition(name.utf8.count <= nameByteLimit && byteCount <= contentByteLimit, "names and texts of an export fit their fields")
        var header: [UInt8] = []
        header.reserveCapacity(blockByteCount)
        func append(_ bytes: some Collection<UInt8>, fieldByteCount: Int) {
            header += bytes
            header += [UInt8](repeating: 0, count: fieldByteCount - bytes.count)
        }
        append(name.utf8, fieldByteCount: 100)
        append(octal(0o600, digits: 7), fieldByteCount: 8)
        append(octal(0, digits: 7), fieldByteCount: 8)
        append(octal(0, digits: 7), fieldByteCount: 8)
        append(octal(byteCount, digits: 11), fieldByteCount: 12)
        append(octal(min(Int(minute.count) * 60, elevenDigits), digits: 11), fieldByteCount: 12)
        append("        ".utf8, fieldByteCount: 8)  // the checksum, counted as spaces
        append("0".utf8, fieldByteCount: 1)
        append([], fieldByteCount: 100)
        append("ustar".utf8, fieldByteCount: 6)
        append("00".utf8, fieldByteCount: 2)
        append([], fieldByteCount: 32 + 32 + 8 + 8)  // names of owner and group, device
        append(folder.utf8, fieldByteCount: 155)
        append([], fieldByteCount: 12)
        let sum = header.reduce(0) { $0 + Int($1) }
        header.replaceSubrange(checksumOffset..<checksumOffset + 8, with: octal(sum, digits: 6) + [0, UInt8(ascii: " ")])
        return header
    }

    /// What fills a file of `byteCount` bytes up to a whole block.
    static func filling(after byteCount: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (blockByteCount - byteCount % blockByteCount) % blockByteCount)
    }

    private static func octal(_ value: Int, digits: Int) -> [UInt8] {
        let text = Array(String(value, radix: 8).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: digits - text.count) + text
    }
}
