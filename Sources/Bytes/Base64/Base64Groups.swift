/// Base64 at the speed of the ciphers beside it: whole groups, three bytes and four characters each, strict and without padding.
///
/// By tables, so for what is no secret: an index leaves a trace in the processor's cache.
/// **Source** RFC 4648 §4 and §5.
public struct Base64Groups: Sendable {
    /// In the standard alphabet.
    public static let standard = Base64Groups(.standard)
    /// In the URL-safe alphabet.
    public static let url = Base64Groups(.url)

    /// The two characters of each 12 bits, the first in the low byte.
    private let pairs: [UInt16]
    /// What each character stands for; ``invalid`` when it is none.
    private let values: [UInt64]

    private init(_ alphabet: Base64Alphabet) {
        pairs = (0..<4096).map { UInt16(alphabet.character(of: $0 >> 6)) | UInt16(alphabet.character(of: $0 & 63)) << 8 }
        values = (0...UInt8.max).map { character in
            let value = alphabet.value(of: character)
            return value < 0 ? Self.invalid : UInt64(value)
        }
    }

    /// Above the 24 bits of a group, and not so high that a shift within the group would lose it.
    private static let invalid: UInt64 = 1 << 32

    /// Appends the characters of `bytes`, whose count is a multiple of 3.
    public func encode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
        precondition(bytes.count.isMultiple(of: 3), "only whole groups are encoded")
        text.append(addingCapacity: bytes.count / 3 * 4) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                guard let place = buffer.baseAddress else { return }
                unsafe bytes.withUnsafeBytes { bytes in
                    initializedCount += unsafe encode(bytes, to: UnsafeMutableRawPointer(place + initializedCount))
                }
            }
        }
    }

    private func encode(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) -> Int {
        guard let source = bytes.baseAddress else { return 0 }
        return unsafe pairs.withUnsafeBufferPointer { pairs in
            guard let pair = pairs.baseAddress else { return 0 }
            var read = 0
            var written = 0
            // Six bytes at a time; eight are loaded, so the last groups go one by one.
            while read + 8 <= bytes.count {
                let bits = unsafe UInt64(bigEndian: source.loadUnaligned(fromByteOffset: read, as: UInt64.self))
                let first = unsafe UInt64(pair[Int(bits >> 52)]) | UInt64(pair[Int(bits >> 40 & 0xfff)]) << 16
                let second = unsafe UInt64(pair[Int(bits >> 28 & 0xfff)]) | UInt64(pair[Int(bits >> 16 & 0xfff)]) << 16
                unsafe place.storeBytes(of: (first | second << 32).littleEndian, toByteOffset: written, as: UInt64.self)
                read += 6
                written += 8
            }
            while read < bytes.count {
                let bits = unsafe Int(bytes[read]) << 16 | Int(bytes[read + 1]) << 8 | Int(bytes[read + 2])
                let group = unsafe UInt32(pair[bits >> 12]) | UInt32(pair[bits & 0xfff]) << 16
                unsafe place.storeBytes(of: group.littleEndian, toByteOffset: written, as: UInt32.self)
                read += 3
                written += 4
            }
            return written
        }
    }

    /// How much more room than bytes ``decode(_:into:)`` needs: it stores eight where six count.
    public static let decodingSlack = 2

    /// Writes what `text` spells to the front of `bytes`; false when a character is none of the alphabet. Whole groups without padding.
    public func decode(_ text: [UInt8], into bytes: inout [UInt8]) -> Bool {
        precondition(text.count.isMultiple(of: 4), "only whole groups are decoded")
        precondition(bytes.count >= text.count / 4 * 3 + Self.decodingSlack, "the caller leaves room for what is decoded")
        return unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe text.withUnsafeBufferPointer { text in
                guard let place = bytes.baseAddress, let source = text.baseAddress else { return true }
                return unsafe decode(source, text.count, to: place)
            }
        }
    }

    private func decode(_ text: UnsafePointer<UInt8>, _ count: Int, to place: UnsafeMutableRawPointer) -> Bool {
        unsafe values.withUnsafeBufferPointer { values in
            guard let value = values.baseAddress else { return false }
            func group(_ at: UnsafePointer<UInt8>) -> UInt64 {
                let high = unsafe value[Int(at[0])] << 18 | value[Int(at[1])] << 12
                return unsafe high | value[Int(at[2])] << 6 | value[Int(at[3])]
            }
            var seen: UInt64 = 0
            var read = 0
            var written = 0
            while read + 8 <= count {
                let first = unsafe group(text + read)
                let second = unsafe group(text + read + 4)
                // The mark of a wrong character is collected before the groups are joined.
                seen |= first | second
                unsafe place.storeBytes(of: (first << 40 | second << 16).bigEndian, toByteOffset: written, as: UInt64.self)
                read += 8
                written += 6
            }
            if read < count {
                let last = unsafe group(text + read)
                seen |= last
                unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: last << 8).bigEndian, toByteOffset: written, as: UInt32.self)
            }
            return seen < Self.invalid
        }
    }
}
