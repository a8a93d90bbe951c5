/// Appends big-endian fields to a run of bytes; the counterpart of ``ByteReader``.
public struct ByteWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// Starts empty, with room for `capacity` bytes.
    public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Appends `other` as it is.
    public mutating func write(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    /// Appends one byte.
    public mutating func write(_ value: UInt8) { bytes.append(value) }

    /// Appends two bytes.
    public mutating func write(_ value: UInt16) { writeInteger(value) }

    /// Appends four bytes.
    public mutating func write(_ value: UInt32) { writeInteger(value) }

    /// Appends eight bytes.
    public mutating func write(_ value: UInt64) { writeInteger(value) }

    /// Appends a u16 length and the bytes. `other` must be at most 65,535 bytes: capping it is the caller's part.
    public mutating func writePrefixed(_ other: [UInt8]) {
        precondition(other.count <= Int(UInt16.max), "a u16-prefixed field is capped by its caller")
        write(UInt16(other.count))
        write(other)
    }

    /// Appends a u32 length and the bytes.
    public mutating func writeLongPrefixed(_ other: [UInt8]) {
        precondition(other.count <= Int(UInt32.max), "a u32-prefixed field is capped by its caller")
        write(UInt32(other.count))
        write(other)
    }

    /// Appends a u16 length and the UTF-8 bytes of `text`.
    public mutating func writeText(_ text: String) { writePrefixed(Array(text.utf8)) }

    private mutating func writeInteger<Value: FixedWidthInteger>(_ value: Value) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }
}
