import Bytes

@testable import Crypto

/// Fernet tokens and the text of their keys.
let fernetTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "fernet-token", longestInput: 512,
        seeds: { [[0] + Tokens.token, [1], [1, 0, 9, 1], [2] + Tokens.signed, [2, 0x80] + [UInt8](repeating: 0, count: 40)] },
        run: Tokens.run),
    FuzzTarget(
        name: "fernet-key", longestInput: 64,
        seeds: { [Array("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=".utf8), [UInt8](repeating: 65, count: 43) + [61]] },
        run: Tokens.runKey),
]

private enum Tokens {
    private static let key = FixedKeys.required {
        try FernetKey(text: SecretBytes(copying: Array(Base64.encodeURL(bytes, isPadded: true).utf8)))
    }
    private static let bytes = [UInt8](1...32)
    private static let time: UInt64 = 1_795_000_000
    private static let plaintext = Array("what was sealed, in more than one block".utf8)
    private static let age = FernetAge.atMost(seconds: 60, now: time)

    static let token: [UInt8] = FixedKeys.required {
        try Fernet.seal(plaintext, key: key, time: time, initializationVector: [UInt8](repeating: 7, count: 16))
    }
    /// The raw bytes of ``token`` that its code covers.
    static let signed: [UInt8] = Array((Base64.decodeURL(String(decoding: token, as: UTF8.self), isPadded: true) ?? []).dropLast(32))

    /// First byte: 0 the rest is the token, 1 the rest changes a true one, else the rest are raw bytes that get a right code.
    static func run(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = Array(input.dropFirst())
        switch mode {
        case 0, 1:
            let candidate = mode == 0 ? rest : token.patched(rest[...])
            let opened = try? Fernet.open(candidate, key: key, age: age)
            claim(opened == (candidate == token ? plaintext : nil), "the true token opens, in its one spelling, and no other")
        default:
            let raw = rest + HMACSHA256.code(rest, key: key.signing)
            judge(Array(Base64.encodeURL(raw, isPadded: true).utf8), signed: rest)
        }
    }

    private static func judge(_ token: [UInt8], signed: [UInt8]) {
        guard let verified = try? FernetToken(verifying: token, key: key, age: .any) else { return }
        let count = verified.plaintextByteCount
        guard let whole = try? verified.open(0..<count) else { return claim(false, "a verified token opens") }
        claim(whole.count == count, "a plaintext has the size that was told")
        var chance = Chance(of: token)
        let from = Int.random(in: 0...count, using: &chance)
        let to = Int.random(in: from...count, using: &chance)
        claim((try? verified.open(from..<to)) == Array(whole[from..<to]), "a range is that part of the whole")
        claim((try? verified.open(from..<count + 1)) == nil, "nothing lies beyond the end")
        let again = try? Fernet.seal(whole, key: key, time: verified.time, initializationVector: Array(signed[9..<25]))
        claim(again == token, "a token has one spelling")
        claim(
            (try? sealedInPieces(whole, verified.time, Array(signed[9..<25]))) == token, "a token does not depend on how its plaintext came"
        )
    }

    private static func sealedInPieces(_ plaintext: [UInt8], _ time: UInt64, _ vector: [UInt8]) throws -> [UInt8] {
        var token: [UInt8] = []
        var sealer = try FernetSealer(key: key, time: time, initializationVector: vector)
        for piece in plaintext.inPieces { try sealer.update(piece.span, into: &token) }
        try sealer.finish(into: &token)
        return token
    }

    static func runKey(_ input: [UInt8]) {
        let key = try? FernetKey(text: SecretBytes(copying: input))
        let decoded = Base64.decodeURL(String(decoding: input, as: UTF8.self), isPadded: true)
        let isKey = decoded?.count == 32 && input.count == 44
        claim((key != nil) == isKey, "a key's text is the base64url of 32 bytes")
        if let key, let decoded { claim(key.signing.exposed() + key.encryption.exposed() == decoded, "a key is what its text spells") }
        if let key { claim(key.text.exposed() == input, "a key's text is spelled back") }

        runGroups(input, .url, .url)
        runGroups(input, .standard, .standard)
    }

    /// Whole groups by tables mean what the arithmetic means.
    private static func runGroups(_ input: [UInt8], _ groups: Base64Groups, _ alphabet: Base64Alphabet) {
        let whole = Array(input.dropLast(input.count % 3))
        var text: [UInt8] = []
        groups.encode(whole.span, into: &text)
        claim(text == Base64.encode(whole, alphabet, isPadded: false), "both encoders spell alike")
        let characters = Array(input.dropLast(input.count % 4))
        var read = [UInt8](repeating: 0, count: characters.count / 4 * 3 + Base64Groups.decodingSlack)
        let spelled = Base64.decode(characters, alphabet, isPadded: false)
        claim(groups.decode(characters, into: &read) == (spelled != nil), "both decoders refuse alike")
        if let spelled { claim(Array(read.prefix(spelled.count)) == spelled, "both decoders read alike") }
    }
}
