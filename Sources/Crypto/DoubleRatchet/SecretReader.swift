import Bytes

/// Reads big-endian fields out of a secret without ever laying it open: ``ByteReader`` for stored keys.
///
/// **Errors** `ByteReaderError`.
struct SecretReader: Sendable {
    private let secret: SecretBytes
    private var position = 0

    init(_ secret: SecretBytes) { self.secret = secret }

    var remaining: Int { secret.count - position }

    /// The next `count` bytes as a secret of their own.
    mutating func readSecret(_ count: Int) throws(ByteReaderError) -> SecretBytes {
        guard count >= 0, count <= remaining else { throw .truncated(needed: count, left: remaining) }
        defer { position += count }
        return secret[position..<position + count]
    }

    /// The next `count` bytes, which are no secret.
    mutating func read(_ count: Int) throws(ByteReaderError) -> [UInt8] { try readSecret(count).exposed() }

    mutating func readInteger<Value: FixedWidthInteger & UnsignedInteger>(
        _: Value.Type = Value.self
    ) throws(ByteReaderError) -> Value {
        let count = MemoryLayout<Value>.size
        guard count <= remaining else { throw .truncated(needed: count, left: remaining) }
        defer { position += count }
        return secret.withSpan { bytes in
            var value: Value = 0
            for index in position..<position + count { value = value << 8 | Value(bytes[index]) }
            return value
        }
    }

    /// Refuses what is left: call it after the last field.
    func finish() throws(ByteReaderError) {
        guard remaining == 0 else { throw .trailingBytes(remaining) }
    }
}
