/// The ways bytes get into memory under construction.
extension OutputSpan<UInt8> {
    /// Appends a copy of `bytes`, for which there must be room.
    package mutating func append(copying bytes: Span<UInt8>) {
        unsafe fill { place in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                if let place = unsafe place, let source = bytes.baseAddress {
                    unsafe place.update(from: source, count: bytes.count)
                }
                return bytes.count
            }
        }
    }

    /// Appends `value`, big-endian, for which there must be room.
    mutating func append<Value: FixedWidthInteger>(bigEndian value: Value) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> Value(shift))) }
    }

    /// Lends the first free byte's place to a C call, which says how many bytes it wrote there.
    mutating func fill(_ body: (UnsafeMutablePointer<UInt8>?) -> Int) {
        unsafe withUnsafeMutableBufferPointer { buffer, initializedCount in
            let written = unsafe body(buffer.baseAddress.map { unsafe $0 + initializedCount })
            precondition(written <= buffer.count - initializedCount, "the caller leaves room for what is written")
            initializedCount += written
        }
    }
}
