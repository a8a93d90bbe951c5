import Bytes
import Testing

@testable import Crypto

/// Constants of RFC 4231 and RFC 5869 appendix A.
@Suite struct KeyedHashTests {
    @Test func `the codes of RFC 4231 come out`() {
        let jefe = SecretBytes(copying: Array("Jefe".utf8))
        #expect(
            Hex.encode(HMACSHA256.code(Array("what do ya want for nothing?".utf8), key: jefe))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = SecretBytes(copying: [UInt8](repeating: 0xaa, count: 131))
        #expect(
            Hex.encode(HMACSHA256.code(Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), key: long))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `an empty key is the same as zeros`() {
        let message = Array("message".utf8)
        #expect(
            HMACSHA256.code(message, key: SecretBytes(copying: []))
                == HMACSHA256.code(message, key: SecretBytes(copying: [UInt8](repeating: 0, count: 32))))
    }

    @Test func `a code taken in pieces is the code of the whole`() {
        let key = SecretBytes.random(32)
        let message = Random.bytes(500)
        var code = HMACSHA256(key: key)
        code.update(Array(message[..<100]))
        code.update([])
        code.update(Array(message[100...]))
        #expect(code.finish() == HMACSHA256.code(message, key: key))
        #expect(HMACSHA256.secretCode(message, key: key).exposed() == HMACSHA256.code(message, key: key))
    }

    @Test func `a code that was begun and dropped does not touch the next`() {
        let key = SecretBytes.random(32)
        let expected = HMACSHA256.code([1], key: key)
        do {
            var dropped = HMACSHA256(key: .random(64))
            dropped.update([9, 9, 9])
        }
        #expect(HMACSHA256.code([1], key: key) == expected)
    }

    @Test func `a code without a key is one under zeros, whatever was computed before it`() {
        let expected = HMACSHA256.code([1], key: SecretBytes(copying: [UInt8](repeating: 0, count: 32)))
        for _ in 0..<20 {
            do {
                var keyed = HMACSHA256(key: .random(64))
                keyed.update([9])
                keyed.restart(key: .random(32))
                keyed.update([9])
            }
            var unkeyed = HMACSHA256()
            unkeyed.update([1])
            #expect(unkeyed.finish() == expected)
            do {
                var dropped = HMACSHA256()
                dropped.update([9])
            }
            var emptied = HMACSHA256(key: .random(32))
            emptied.restart(key: SecretBytes(copying: []))
            emptied.update([1])
            let isExpected = emptied.isEqual(to: expected.span)
            #expect(isExpected)
        }
    }

    @Test func `a code is valid whole or cut, never shorter than 16 bytes and never changed`() {
        let key = SecretBytes.random(32)
        let code = HMACSHA256.code([1, 2], key: key)
        #expect(HMACSHA256.isValid(code, of: [1, 2], key: key))
        #expect(HMACSHA256.isValid(Array(code.prefix(16)), of: [1, 2], key: key))
        #expect(!HMACSHA256.isValid(Array(code.prefix(15)), of: [1, 2], key: key))
        #expect(!HMACSHA256.isValid(code + [0], of: [1, 2], key: key))
        #expect(!HMACSHA256.isValid(code, of: [1, 3], key: key))
        #expect(!HMACSHA256.isValid([], of: [1, 2], key: key))
    }

    @Test func `threads that compute at once do not disturb each other`() async {
        let keys = (0..<64).map { SecretBytes(copying: [UInt8](repeating: UInt8($0), count: 32)) }
        let expected = keys.map { HMACSHA256.code([7], key: $0) }
        await withTaskGroup(of: Bool.self) { group in
            for (key, code) in zip(keys, expected) {
                group.addTask { (0..<200).allSatisfy { _ in HMACSHA256.code([7], key: key) == code } }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `the keys of RFC 5869 come out`() {
        let first = HKDFSHA256.derive(
            secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), salt: hex("000102030405060708090a0b0c"),
            info: hex("f0f1f2f3f4f5f6f7f8f9"), count: 42)
        #expect(first == secret("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"))
        let third = HKDFSHA256.derive(secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), salt: [UInt8](), info: [], count: 42)
        #expect(third == secret("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"))
    }
}
