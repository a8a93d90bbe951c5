internal import Glibc

/// Finding a byte among many, as fast as the C library does.
public enum ByteSearch {
    /// The place of the first `byte` in `bytes` from `start` on; nil when there is none. `start` is at most the count.
    public static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        precondition((0...bytes.count).contains(start), "a search begins inside")
        return unsafe bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress, start < all.count,
                let found = unsafe memchr(base + start, Int32(byte), all.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
