import Testing

@testable import Crypto

/// Every primitive against the cases that Project Wycheproof gathered from other libraries' mistakes.
@Suite struct WycheproofTests {
    @Test func `X25519 agrees with every case, and only all-zero results are refused`() throws {
        let zeros = [UInt8](repeating: 0, count: 32)
        try Wycheproof.run("x25519_test.json", refusal: { $0["shared"] == zeros ? .lowOrderResult : nil }) {
            (_, test) throws(CryptoError) in
            let key = try AgreementKey(secret: SecretBytes(copying: test["private"]))
            return try key.agree(with: AgreementPublicKey(test["public"])).exposed() == test["shared"]
        }
    }

    @Test func `Ed25519 accepts every valid signature and no other`() throws {
        try Wycheproof.run("ed25519_test.json") { (group, test) throws(CryptoError) in
            let key = try VerifyingKey(hex(group.publicKey?.pk ?? ""))
            return key.isValidRaw(test["sig"], of: test["msg"])
        }
    }

    @Test func `HKDF-SHA256 gives every key`() throws {
        let limit = HKDFSHA256.maximumByteCount
        // A size is a constant of ours and a wrong one our misuse: that the limit is the standard's own is what there is to check.
        try Wycheproof.run("hkdf_sha256_test.json", refusal: { $0.result == .invalid ? .overLimit(limit: limit, found: $0.size) : nil }) {
            (_, test) throws(CryptoError) in
            guard test.size <= limit else { throw .overLimit(limit: limit, found: test.size) }
            let secret = SecretBytes(copying: test["ikm"])
            return HKDFSHA256.derive(secret, salt: test["salt"], info: test["info"], count: test.size).exposed() == test["okm"]
        }
    }

    @Test func `HMAC-SHA256 accepts every code, whole or cut to 16 bytes, and no changed one`() throws {
        try Wycheproof.run("hmac_sha256_test.json") { (_, test) throws(CryptoError) in
            HMACSHA256.isValid(test["tag"], of: test["msg"], key: SecretBytes(copying: test["key"]))
        }
    }

    @Test func `AES-CBC comes out both ways and wrong padding is refused`() throws {
        try Wycheproof.run(
            "aes_cbc_pkcs5_test.json", where: { [128, 256].contains($0.keySize) },
            refusal: { test in
                guard test.result == .invalid else { return nil }
                return test["ct"].isEmpty ? .tooShort(minimum: 16, found: 0) : .authenticationFailed
            },
            accepts: { (_, test) throws(CryptoError) in
                let key = SecretBytes(copying: test["key"])
                guard try AESCBC.decrypt(test["ct"], key: key, initializationVector: test["iv"]) == test["msg"] else { return false }
                return try AESCBC.encrypt(test["msg"], key: key, initializationVector: test["iv"]) == test["ct"]
            })
    }

    @Test func `ChaCha20-Poly1305 comes out both ways, and changed tags and other nonces are refused`() throws {
        try Wycheproof.run(
            "chacha20_poly1305_test.json",
            refusal: { test in
                guard test.result == .invalid else { return nil }
                return test["iv"].count == 12 ? .authenticationFailed : .wrongLength(expected: 12, found: test["iv"].count)
            },
            accepts: { (_, test) throws(CryptoError) in
                let key = SecretBytes(copying: test["key"])
                guard test["iv"].count == 12 else {
                    return try ChaChaPoly.seal(test["msg"], key: key, nonce: test["iv"], associatedData: test["aad"]).isEmpty
                }
                let sealed = test["ct"] + test["tag"]
                let opened = try ChaChaPoly.open(sealed, key: key, nonce: test["iv"], associatedData: test["aad"])
                guard opened == test["msg"] else { return false }
                return try ChaChaPoly.seal(opened, key: key, nonce: test["iv"], associatedData: test["aad"]) == sealed
            })
    }

    /// The file of the nonce-based variant does not fit: its nonce is a second associated-data string, and ours has exactly one.
    @Test func `AES-256-SIV comes out both ways, and what is empty or changed is refused`() throws {
        try Wycheproof.run(
            "aes_siv_cmac_test.json", where: { $0.keySize == 512 },
            refusal: { test in
                if test["ct"].count <= 16 { return .tooShort(minimum: 17, found: test["ct"].count) }
                if test["aad"].isEmpty { return .emptyInput }
                return test.result == .invalid ? .authenticationFailed : nil
            },
            accepts: { (_, test) throws(CryptoError) in
                let key = SecretBytes(copying: test["key"])
                let opened = try AESSIV.open(test["ct"], key: key, associatedData: test["aad"])
                guard opened == test["msg"] else { return false }
                return try AESSIV.seal(opened, key: key, associatedData: test["aad"]) == test["ct"]
            })
    }
}
