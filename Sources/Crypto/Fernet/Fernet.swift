/// Fernet: a token that any Fernet implementation opens, for small things at once and for files of any size in pieces.
///
/// AES-128-CBC under HMAC-SHA256 in base64url, strictly read. **Source** https://github.com/fernet/spec; protocol §13.
/// **Vectors** `fernet/generate.json`, `verify.json`, `invalid.json`.
public enum Fernet {
    /// The first byte of every token.
    public static let version: UInt8 = 0x80

    /// 48 KiB of raw bytes at a time: whole blocks and whole groups; large enough that a read from a file costs little beside the work on
    /// it, small enough for a processor's second cache.
    public static let pieceByteCount = 48 << 10

    /// The characters of a piece.
    public static let pieceCharacterCount = 64 << 10

    /// How many characters the token of `count` bytes has.
    public static func characterCount(forPlaintext count: Int) -> Int { FernetLayout.characterCount(forPlaintext: count) }

    /// The token of `plaintext`, made at `time` (seconds since 1970).
    ///
    /// **Errors** ``FernetError/libraryFailure``.
    public static func seal(
        _ plaintext: [UInt8], key: FernetKey, time: UInt64, initializationVector: [UInt8] = Random.bytes(AESCBC.blockByteCount)
    ) throws(FernetError) -> [UInt8] {
        var token: [UInt8] = []
        token.reserveCapacity(characterCount(forPlaintext: plaintext.count))
        var sealer = try FernetSealer(key: key, time: time, initializationVector: initializationVector)
        try sealer.update(plaintext.span, into: &token)
        try sealer.finish(into: &token)
        return token
    }

    /// What was sealed in `token`, after all of it was verified.
    ///
    /// **Errors** as ``FernetToken/init(verifying:key:age:)``.
    public static func open(_ token: [UInt8], key: FernetKey, age: FernetAge) throws(FernetError) -> [UInt8] {
        let verified = try FernetToken(verifying: token, key: key, age: age)
        return try verified.open(0..<verified.plaintextByteCount)
    }
}
