import Bytes
import Testing

@testable import Crypto

/// Constants of RFC 8032 §7.1.
@Suite struct SigningKeyTests {
    @Test func `the keys and signatures of RFC 8032 come out`() throws {
        let empty = try SigningKey(seed: secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        #expect(Hex.encode(empty.publicKey.bytes) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(
            Hex.encode(empty.signRaw([]))
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        )
        let one = try SigningKey(seed: secret("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        #expect(Hex.encode(one.publicKey.bytes) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        #expect(one.publicKey.isValidRaw(one.signRaw([0x72]), of: [0x72]))
        #expect(Hex.encode(one.signRaw([0x72]).prefix(8)) == "92a009a9f0d4cab8")
    }

    @Test func `a signature fits its data, its purpose and its key only`() throws {
        let key = SigningKey.generate()
        let signature = key.sign([1, 2, 3], purpose: "card")
        #expect(signature.count == 64)
        #expect(key.publicKey.isValid(signature, of: [1, 2, 3], purpose: "card"))
        #expect(!key.publicKey.isValid(signature, of: [1, 2, 4], purpose: "card"))
        #expect(!key.publicKey.isValid(signature, of: [1, 2, 3], purpose: "bundle"))
        #expect(!SigningKey.generate().publicKey.isValid(signature, of: [1, 2, 3], purpose: "card"))
        #expect(!key.publicKey.isValid(signature + [0], of: [1, 2, 3], purpose: "card"))
        #expect(!key.publicKey.isValid([], of: [1, 2, 3], purpose: "card"))
    }

    @Test func `the purpose is signed in front, with the project's prefix`() {
        let key = SigningKey.generate()
        #expect(key.publicKey.isValidRaw(key.sign([9], purpose: "card"), of: Array("ONION1/card".utf8) + [0, 9]))
    }

    @Test func `the expanded secret is the clamped hash of the seed`() throws {
        let key = try SigningKey(seed: secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        #expect(
            key.expandedSecret()
                == secret(
                    """
                    307c83864f2833cb427a2ef1c00a013cfdff2768d980c0a3a520f006904de94f
                    9b4f0afe280b746a778684e75442502057b7473a03f08f96f5a38e9287e01f8f
                    """))
        let expanded = SigningKey.generate().expandedSecret().exposed()
        #expect(expanded.count == 64)
        #expect(expanded[0] & 7 == 0)
        #expect(expanded[31] & 0xc0 == 0x40)
    }

    @Test func `a seed of another length is refused`() {
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 31)) { try SigningKey(seed: .random(31)) }
    }
}
