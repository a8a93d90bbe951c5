/// HKDF with SHA-256: keys from a secret, one for each purpose named in `info`.
///
/// **Source** RFC 5869.
public enum HKDFSHA256 {
    /// The most bytes one derivation gives: 255 hashes.
    public static let maximumByteCount = 255 * HMACSHA256.byteCount

    /// Extract, then expand. An empty `salt` stands for 32 zero bytes.
    ///
    /// **Limits** `count` is a constant of ours, 1 to ``maximumByteCount``.
    public static func derive(_ secret: SecretBytes, salt: [UInt8], info: [UInt8], count: Int) -> SecretBytes {
        var code = HMACSHA256()
        // No salt is what a code from the shelf is keyed with.
        if !salt.isEmpty { code.restart(key: salt.span) }
        return derive(secret, info: info, count: count, saltedBy: &code)
    }

    /// Extract, then expand, with a salt that is a secret itself (a ratchet's root key).
    public static func derive(_ secret: SecretBytes, salt: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        var code = HMACSHA256(key: salt)
        return derive(secret, info: info, count: count, saltedBy: &code)
    }

    /// The same with the salt that `code` is keyed with now; the pseudorandom key is what it is keyed with after it.
    static func derive(_ secret: SecretBytes, info: [UInt8], count: Int, saltedBy code: inout HMACSHA256) -> SecretBytes {
        whole(count) { blockCount, output in
            secret.withSpan { code.update($0) }
            code.appendCode(to: &output)
            expandInPlace(with: &code, info: info, blockCount: blockCount, into: &output)
        }
    }

    /// The same without a salt, expanded with `code`, whatever it is keyed with now.
    static func derive(_ secret: SecretBytes, info: [UInt8], count: Int, with code: inout HMACSHA256) -> SecretBytes {
        whole(count) { blockCount, output in
            var unsalted = HMACSHA256()
            secret.withSpan { unsalted.update($0) }
            unsalted.appendCode(to: &output)
            expandInPlace(with: &code, info: info, blockCount: blockCount, into: &output)
        }
    }

    /// The pseudorandom key of `secret` under `salt`.
    public static func extract(_ secret: SecretBytes, salt: SecretBytes) -> SecretBytes {
        var code = HMACSHA256(key: salt)
        secret.withSpan { code.update($0) }
        return code.finishSecret()
    }

    /// `count` bytes from a pseudorandom key.
    ///
    /// **Limits** `count` is a constant of ours, 1 to ``maximumByteCount``.
    public static func expand(_ key: SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        whole(count) { blockCount, output in
            var code = HMACSHA256(key: key)
            expand(with: &code, info: info, blockCount: blockCount, into: &output)
        }
    }

    /// A secret of `count` bytes out of whole blocks that `body` writes.
    private static func whole(_ count: Int, _ body: (_ blockCount: Int, inout OutputSpan<UInt8>) -> Void) -> SecretBytes {
        precondition(count >= 1 && count <= maximumByteCount, "HKDF gives 1 to 8160 bytes")
        let blockCount = (count + HMACSHA256.byteCount - 1) / HMACSHA256.byteCount
        let blocks = SecretBytes(count: blockCount * HMACSHA256.byteCount) { output in body(blockCount, &output) }
        return blocks.count == count ? blocks : blocks[0..<count]
    }

    /// Expands the pseudorandom key that is all of `output`: once `code` is keyed with it, the first block takes its place.
    private static func expandInPlace(
        with code: inout HMACSHA256, info: [UInt8], blockCount: Int, into output: inout OutputSpan<UInt8>
    ) {
        code.restart(key: output.span)
        output.removeLast(HMACSHA256.byteCount)
        expand(with: &code, info: info, blockCount: blockCount, into: &output)
    }

    /// The blocks of RFC 5869 §2.3: each is the code of the one before, `info` and its own number.
    private static func expand(
        with code: inout HMACSHA256, info: [UInt8], blockCount: Int, into output: inout OutputSpan<UInt8>
    ) {
        for index in 1...blockCount {
            if index > 1 {
                code.restart()
                code.update(output.span.extracting(last: HMACSHA256.byteCount))
            }
            code.update(info)
            let number: InlineArray<1, UInt8> = [UInt8(index)]
            code.update(number.span)
            code.appendCode(to: &output)
        }
    }
}
