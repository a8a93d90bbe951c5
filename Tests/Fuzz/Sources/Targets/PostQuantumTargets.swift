import Bytes

@testable import Crypto

/// Keys with a lattice half, and HPKE under them. Where libcrypto has no ML-KEM a key can still be read, and everything else is refused.
let postQuantumTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "xwing-key", longestInput: XWingPublicKey.byteCount + 8,
        seeds: {
            let reduced = [UInt8](repeating: 0, count: 1152)
            return [
                reduced, [0x00, 0x0d] + reduced.dropFirst(2), [0x01, 0x0d] + reduced.dropFirst(2), [0, 0x10, 0xd0] + reduced.dropFirst(3),
                reduced + [UInt8](repeating: 1, count: 65),
            ]
        },
        run: Lattice.runKey),
    FuzzTarget(
        name: "hpke-xwing", longestInput: 1200,
        seeds: { [[0] + [UInt8](repeating: 3, count: XWingPublicKey.ciphertextByteCount + 31), [1], [1, 0, 31, 0x80], [1, 4, 70, 1]] },
        run: Lattice.runSealed),
]

private enum Lattice {
    private static let prime = 3329

    /// Short inputs are keys whose rest is zeros: the length is judged by itself.
    static func runKey(_ input: [UInt8]) {
        claim(((try? XWingPublicKey(input)) != nil) == (input.count == XWingPublicKey.byteCount && isReduced(input)), "a key is reduced")
        let bytes = input.fitted(to: XWingPublicKey.byteCount)
        let key = try? XWingPublicKey(bytes)
        claim((key != nil) == isReduced(bytes), "a key whose coefficients are reduced is one, and no other")
        guard let key else { return }
        claim(key.bytes == bytes, "a key has one spelling")
        claim((try? MLKEM768PublicKey(Array(bytes.prefix(MLKEM768PublicKey.byteCount)))) == key.lattice, "its half is a key alone")
        let sealed = try? HPKE.seal([1, 2, 3], to: key, info: [], associatedData: [])
        claim(sealed == nil || PostQuantum.isAvailable, "nothing is sealed without the library's help")
        let isWeak = (try? AgreementKey(secret: FixedKeys.secret(1)).agree(with: key.curve)) == nil
        claim((sealed == nil) == (!PostQuantum.isAvailable || isWeak), "what can be sealed to is sealed to")
        claim(sealed == nil || sealed?.encapsulated.count == XWingPublicKey.ciphertextByteCount, "an encapsulated key has its size")
    }

    /// Each coefficient, spelled as FIPS 203's ByteDecode₁₂ says it: bit by bit.
    private static func isReduced(_ bytes: [UInt8]) -> Bool {
        (0..<768).allSatisfy { index in
            let bits = (0..<12).map { bit in
                let place = index * 12 + bit
                return Int(bytes[place / 8] >> UInt8(place % 8) & 1) << bit
            }
            return bits.reduce(0, +) < prime
        }
    }

    private static let info = Array("info".utf8)
    private static let associatedData = Array("associated".utf8)
    private static let plaintext = Array("what was sealed".utf8)

    private struct Ground {
        let key: XWingKey
        let encapsulated: [UInt8]
        let sealed: [UInt8]
    }

    /// Nil without ML-KEM.
    private static let ground: Ground? = {
        guard PostQuantum.isAvailable else { return nil }
        return FixedKeys.required {
            let key = try XWingKey(seed: FixedKeys.secret(1))
            let encapsulation = try key.publicKey.encapsulate(message: FixedKeys.secret(2), ephemeral: FixedKeys.agreement(3))
            let schedule = HPKEKeySchedule(.xWing, sharedSecret: encapsulation.secret, info: info)
            let sealed = try ChaChaPoly.seal(plaintext, key: schedule.key, nonce: schedule.baseNonce, associatedData: associatedData)
            return Ground(key: key, encapsulated: encapsulation.ciphertext, sealed: sealed)
        }
    }()

    /// First byte: 0 the rest is encapsulated key and ciphertext, else the rest changes true ones.
    static func runSealed(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        guard let ground else {
            claim((try? XWingKey(seed: FixedKeys.secret(1))) == nil, "without the library's help there is no key to open with")
            return
        }
        let genuine = ground.encapsulated + ground.sealed
        let candidate = mode == 0 ? Array(input.dropFirst()) : genuine.patched(input.dropFirst())
        let count = XWingPublicKey.ciphertextByteCount
        let opened = try? HPKE.open(
            Array(candidate.dropFirst(count)), encapsulated: Array(candidate.prefix(count)), with: ground.key, info: info,
            associatedData: associatedData)
        claim(opened == (candidate == genuine ? plaintext : nil), "what was sealed opens, and nothing else")
        // A changed ciphertext gives a secret all the same, and always the same one: nobody learns that it was wrong.
        guard candidate.count >= count else { return }
        let encapsulated = Array(candidate.prefix(count))
        let secrets = (0..<2).map { _ in try? ground.key.decapsulate(encapsulated) }
        claim(secrets[0] == secrets[1], "a secret depends on its ciphertext alone")
    }
}
