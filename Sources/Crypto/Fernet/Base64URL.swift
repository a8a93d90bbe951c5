/// Base64url at the speed of the ciphers beside it, a block at a time and strict.
///
/// Single characters are worked out by arithmetic, so that secrets can pass; the tables made from it are for ciphertext alone, since an
/// index leaves a trace in the processor's cache. **Source** RFC 4648 §5.
enum Base64URL {
    /// The character of a value from 0 to 63.
    static func character(of value: Int32) -> UInt8 {
        // A difference below zero, shifted right, is all ones: each mask holds for the values above its bound.
        let lower = (25 - value) >> 8 & 6
        let digit = (51 - value) >> 8 & 75
        let minus = (61 - value) >> 8 & 13
        let underscore = (62 - value) >> 8 & 49
        return UInt8(truncatingIfNeeded: value + 65 + lower - digit - minus + underscore)
    }

    /// The value of a character, from 0 to 63; -1 when it is none of the alphabet.
    static func value(of character: UInt8) -> Int32 {
        let code = Int32(character)
        func isWithin(_ first: Int32, _ last: Int32) -> Int32 { ((first - 1 - code) & (code - last - 1)) >> 8 }
        let letter = isWithin(65, 90) & (code - 64) | isWithin(97, 122) & (code - 70)
        let other = isWithin(48, 57) & (code + 5) | isWithin(45, 45) & 63 | isWithin(95, 95) & 64
        return (letter | other) - 1
    }

    /// The two characters of each 12 bits, the first in the low byte.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(character(of: Int32(bits >> 6))) | UInt16(character(of: Int32(bits & 63))) << 8
    }

    /// What each character stands for; ``invalid`` when it is none.
    private static let values: [UInt64] = (0...UInt8.max).map { character in
        let value = value(of: character)
        return value < 0 ? invalid : UInt64(value)
    }

    /// Above the 24 bits of a group, and not so high that a shift within the group would lose it.
    private static let invalid: UInt64 = 1 << 32

    /// Appends the characters of `bytes`, whose count is a multiple of 3.
    static func encode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
        precondition(bytes.count.isMultiple(of: 3), "only whole groups are encoded")
        text.append(addingCapacity: bytes.count / 3 * 4) { output in
            unsafe output.fill { place in
                guard let place = unsafe place else { return 0 }
                return unsafe bytes.withUnsafeBytes { bytes in unsafe encode(bytes, to: UnsafeMutableRawPointer(place)) }
            }
        }
    }

    private static func encode(_ bytes: UnsafeRawBufferPointer, to place: UnsafeMutableRawPointer) -> Int {
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
    static let decodingSlack = 2

    /// Writes what `text` spells to the front of `bytes`; false when a character is none of the alphabet. Whole groups without padding.
    static func decode(_ text: [UInt8], into bytes: inout [UInt8]) -> Bool {
        precondition(text.count.isMultiple(of: 4), "only whole groups are decoded")
        precondition(bytes.count >= text.count / 4 * 3 + decodingSlack, "the caller leaves room for what is decoded")
        return unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe text.withUnsafeBufferPointer { text in
                guard let place = bytes.baseAddress, let source = text.baseAddress else { return true }
                return unsafe decode(source, text.count, to: place)
            }
        }
    }

    private static func decode(_ text: UnsafePointer<UInt8>, _ count: Int, to place: UnsafeMutableRawPointer) -> Bool {
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
            return seen < invalid
        }
    }
}
