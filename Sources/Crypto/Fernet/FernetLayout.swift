/// Where things lie in a token, told by its number of characters alone.
///
/// **Layout** of the raw bytes: version 1 ‖ time 8 ‖ initialization vector 16 ‖ ciphertext ‖ code 32; three of them are four characters.
/// **Source** fernet/spec, *Token Format*; protocol §13.1.
struct FernetLayout: Equatable, Sendable {
    static let timeOffset = 1
    static let vectorOffset = 9
    static let headerByteCount = vectorOffset + AESCBC.blockByteCount

    let characterCount: Int
    let rawByteCount: Int

    /// The layout of a token of so many characters.
    ///
    /// The ciphertext is whole blocks, at least one. So the count says how many of the last characters are padding: of 0, 1 and 2 at most
    /// one leaves whole blocks.
    ///
    /// **Errors** ``FernetError/wrongLength(_:)``.
    init(characterCount: Int) throws(FernetError) {
        guard characterCount >= 0, characterCount.isMultiple(of: 4) else { throw .wrongLength(characterCount) }
        let blocksCount = characterCount / 4 * 3 - Self.headerByteCount - HMACSHA256.byteCount
        let paddingCount = blocksCount % AESCBC.blockByteCount
        guard paddingCount >= 0, paddingCount <= 2, blocksCount >= AESCBC.blockByteCount else { throw .wrongLength(characterCount) }
        self.characterCount = characterCount
        rawByteCount = characterCount / 4 * 3 - paddingCount
    }

    /// How many of the last characters are `=`.
    var paddingCount: Int { characterCount / 4 * 3 - rawByteCount }

    /// The raw bytes that the code covers: all but the code itself.
    var signed: Range<Int> { 0..<rawByteCount - HMACSHA256.byteCount }

    /// The number of bytes of the ciphertext.
    var ciphertextByteCount: Int { rawByteCount - Self.headerByteCount - HMACSHA256.byteCount }

    /// The raw bytes that open the plaintext bytes `range`: their blocks, and the block before these, which is their initialization vector.
    static func rawBytes(forPlaintext range: Range<Int>) -> Range<Int> {
        let block = AESCBC.blockByteCount
        let first = range.lowerBound / block
        let end = (range.upperBound + block - 1) / block
        return vectorOffset + first * block..<headerByteCount + end * block
    }

    /// The characters that spell the raw bytes `range`, and at most two bytes at either side.
    static func characters(forRaw range: Range<Int>) -> Range<Int> {
        range.lowerBound / 3 * 4..<(range.upperBound + 2) / 3 * 4
    }

    /// The number of characters of a token of so many bytes of plaintext.
    static func characterCount(forPlaintext count: Int) -> Int {
        let rawByteCount = headerByteCount + AESCBC.encryptedByteCount(forPlaintext: count) + HMACSHA256.byteCount
        return (rawByteCount + 2) / 3 * 4
    }
}
