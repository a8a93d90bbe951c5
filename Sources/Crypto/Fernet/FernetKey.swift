internal import Bytes

/// The key of a Fernet token: one half signs, the other encrypts.
///
/// **Shape** 32 bytes, 44 characters as text. **Layout** signing key 16 ‖ encryption key 16. Can't be printed: both are ``SecretBytes``.
/// **Source** fernet/spec, *Key Format*.
public struct FernetKey: Equatable, Sendable {
    /// The number of bytes of a key.
    public static let byteCount = 32
    /// The number of characters of a key's text: 43 that carry bits, and `=`.
    public static let characterCount = 44

    let signing: SecretBytes
    let encryption: SecretBytes

    /// A key that nobody can guess.
    public static func generate() -> FernetKey { FernetKey(bytes: .random(byteCount)) }

    /// Reads the text that people hand on, strictly: the padded base64url of 32 bytes, in its one spelling. In constant time, but for its
    /// length and its being right at all: no character is an index or decides a branch.
    ///
    /// **Errors** ``FernetError/malformedKey``.
    public init(text: SecretBytes) throws(FernetError) {
        guard text.count == Self.characterCount else { throw .malformedKey }
        var isWrong = false
        let bytes = SecretBytes(count: Self.byteCount) { output in
            text.withSpan { text in
                var faults: Int32 = Int32(text[Self.characterCount - 1] ^ UInt8(ascii: "="))
                var bits: Int32 = 0
                for position in 0..<Self.characterCount - 1 {
                    let value = Base64Alphabet.url.value(of: text[position])
                    faults |= value >> 8
                    bits = (bits << 6 | value & 63) & 0xfff
                    // Of each group of four, the second to fourth character complete a byte.
                    let phase = position % 4
                    if phase > 0 { output.append(UInt8(truncatingIfNeeded: bits >> Int32(6 - 2 * phase))) }
                }
                // 43 characters are 258 bits: two are spare. The last but one character above has appended all 32 bytes.
                faults |= bits & 3
                isWrong = faults != 0
            }
        }
        guard !isWrong else { throw .malformedKey }
        self.init(bytes: bytes)
    }

    private init(bytes: SecretBytes) {
        signing = bytes[0..<Self.byteCount / 2]
        encryption = bytes[Self.byteCount / 2..<Self.byteCount]
    }

    /// The 44 characters that any Fernet implementation takes.
    public var text: SecretBytes {
        SecretBytes.joined([signing, encryption]).withSpan { bytes in
            SecretBytes(count: Self.characterCount) { output in
                for position in 0..<Self.characterCount - 1 {
                    // The six bits from 6 × position on; zeros follow the last byte.
                    let first = position * 6 / 8
                    let pair = Int32(bytes[first]) << 8 | (first + 1 < bytes.count ? Int32(bytes[first + 1]) : 0)
                    output.append(Base64Alphabet.url.character(of: pair >> Int32(10 - position * 6 % 8) & 63))
                }
                output.append(UInt8(ascii: "="))
            }
        }
    }
}
