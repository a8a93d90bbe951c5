internal import Bytes

/// What a member has chosen for themselves, beside passwords. Later choices of a member join it: it is one sealed record of one size, so that the
/// node's file tells neither what was chosen nor how much.
///
/// **Layout** version 1 ‖ language tag (u16 length, 0 for none); padded to 64 bytes.
public struct MemberSettings: Sendable, Equatable {
    /// Which language they read; nil when the browser decides.
    public var language: LanguageTag?

    /// Room for what comes; a record that is as long as a longer one tells nothing.
    private static let byteCount = 64
    private static let version: UInt8 = 1

    /// Nothing chosen.
    public init() {}

    /// The padded bytes.
    package func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.writeText(language?.text ?? "")
        return Padding.pad(writer.bytes, to: Self.byteCount)
    }

    /// **Errors** ``ByteReaderError``: not what this version writes.
    package init(decoding bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount, let content = Padding.unpad(bytes) else { throw ByteReaderError.invalidValue }
        var reader = ByteReader(content)
        guard try reader.readUInt8() == Self.version else { throw ByteReaderError.invalidValue }
        let text = try reader.readText(limit: LanguageTag.maximumLength)
        if !text.isEmpty {
            guard let tag = LanguageTag(text), tag.text == text else { throw ByteReaderError.invalidValue }
            language = tag
        }
        try reader.finish()
    }
}

/// The tag of a language, whether there are pages in it or not: the front knows that. In small letters.
///
/// **Shape** letters and digits in groups of 1 to 8 with hyphens between, the first of letters alone. **Source** BCP 47.
public struct LanguageTag: Sendable, Equatable {
    /// The longest tag; BCP 47 asks for room for 35 characters.
    public static let maximumLength = 35

    /// The tag.
    public let text: String

    /// Nil when `text` is no tag.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        for (place, group) in text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).enumerated() {
            guard (1...8).contains(group.count) else { return nil }
            for byte in group {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): continue
                case UInt8(ascii: "0")...UInt8(ascii: "9") where place > 0: continue
                default: return nil
                }
            }
        }
        self.text = text.lowercased()
    }
}
