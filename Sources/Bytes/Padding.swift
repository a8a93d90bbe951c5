/// Padding that can always be taken off again: 0x80, then zeros, up to a whole size.
///
/// **Source** ISO/IEC 7816-4; protocol §8.3.
public enum Padding {
    /// `bytes` ‖ 0x80 ‖ 00*, `size` bytes in all. `bytes` must be shorter than `size`.
    public static func pad(_ bytes: [UInt8], to size: Int) -> [UInt8] {
        precondition(bytes.count < size, "the caller picks a size that holds the content and one byte")
        return bytes + [0x80] + [UInt8](repeating: 0, count: size - bytes.count - 1)
    }

    /// What was padded; nil when there is no 0x80 before the trailing zeros.
    public static func unpad(_ padded: [UInt8]) -> [UInt8]? {
        guard let last = padded.lastIndex(where: { $0 != 0 }), padded[last] == 0x80 else { return nil }
        return Array(padded[..<last])
    }
}
