/// Why a run of bytes could not be read. It tells shape, never content.
public enum ByteReaderError: Error, Equatable, Sendable {
    /// Fewer bytes were left than the field needs.
    case truncated(needed: Int, left: Int)
    /// Bytes were left after the last field.
    case trailingBytes(Int)
    /// A length prefix is over what its field allows.
    case overLimit(found: Int, limit: Int)
    /// A number or a text is not one the field allows.
    case invalidValue
}

extension ByteReaderError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .truncated(let needed, let left): "\(needed) bytes were expected and \(left) are left"
        case .trailingBytes(let count): "\(count) bytes are left after the last field"
        case .overLimit(let found, let limit): "a field of \(found) bytes is over its limit of \(limit)"
        case .invalidValue: "a field has a value that is not allowed"
        }
    }
}

/// Reads big-endian fields from a run of bytes, front to back.
///
/// A value: on an error the caller drops it, so a half-read message leaves nothing behind.
/// **Errors** every read throws ``ByteReaderError``; none traps.
public struct ByteReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Starts at the first of `bytes`.
    public init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    /// Starts at the first of `bytes`.
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.position = bytes.startIndex
    }

    /// How many bytes are left.
    public var remaining: Int { bytes.endIndex - position }

    /// The next `count` bytes.
    public mutating func read(_ count: Int) throws(ByteReaderError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw .truncated(needed: count, left: remaining) }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// All bytes that are left.
    public mutating func readRest() -> [UInt8] {
        defer { position = bytes.endIndex }
        return Array(bytes[position...])
    }

    /// A byte.
    public mutating func readUInt8() throws(ByteReaderError) -> UInt8 {
        guard remaining >= 1 else { throw .truncated(needed: 1, left: 0) }
        defer { position += 1 }
        return bytes[position]
    }

    /// Two bytes, big-endian.
    public mutating func readUInt16() throws(ByteReaderError) -> UInt16 { try readInteger() }

    /// Four bytes, big-endian.
    public mutating func readUInt32() throws(ByteReaderError) -> UInt32 { try readInteger() }

    /// Eight bytes, big-endian.
    public mutating func readUInt64() throws(ByteReaderError) -> UInt64 { try readInteger() }

    /// A u16 length and as many bytes, refused when the length is over `limit`.
    public mutating func readPrefixed(limit: Int) throws(ByteReaderError) -> [UInt8] {
        let count = Int(try readUInt16())
        guard count <= limit else { throw .overLimit(found: count, limit: limit) }
        return try read(count)
    }

    /// A u32 length and as many bytes, refused when the length is over `limit`.
    public mutating func readLongPrefixed(limit: Int) throws(ByteReaderError) -> [UInt8] {
        let count = Int(try readUInt32())
        guard count <= limit else { throw .overLimit(found: count, limit: limit) }
        return try read(count)
    }

    /// A u16-prefixed UTF-8 text of at most `limit` bytes; ill-formed UTF-8 is ``ByteReaderError/invalidValue``.
    public mutating func readText(limit: Int) throws(ByteReaderError) -> String {
        let bytes = try readPrefixed(limit: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalidValue }
        return text
    }

    /// Refuses what is left: call it after the last field.
    public func finish() throws(ByteReaderError) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }

    private mutating func readInteger<Value: FixedWidthInteger>() throws(ByteReaderError) -> Value {
        let count = MemoryLayout<Value>.size
        guard remaining >= count else { throw .truncated(needed: count, left: remaining) }
        var value: Value = 0
        for byte in bytes[position..<position + count] { value = value << 8 | Value(byte) }
        position += count
        return value
    }
}
