internal import Bytes
internal import Crypto

/// The one stylesheet. Its URL carries a digest of it, so browsers may keep it as long as they like.
///
/// **Limits** with the largest first page it stays under 14 KB; a test holds it there.
enum Stylesheet {
    /// All of it, without the line starts' spaces.
    static let bytes: [UInt8] = Array(
        [tokens, base, forms, shell, lists, chat, log].joined().split(separator: "\n")
            .map { $0.drop { $0 == " " } }.joined(separator: "\n").utf8)

    /// Eight hexadecimal characters that change with the content.
    static let version = Hex.encode(SHA256.hash(bytes).prefix(4))
}
