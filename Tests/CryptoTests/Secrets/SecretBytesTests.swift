import Testing

@testable import Crypto

@Suite struct SecretBytesTests {
    @Test func `a secret tells its length and nothing else`() {
        let secret = SecretBytes(copying: Array("a password".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        let texts = ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"]
        for text in texts {
            #expect(text.contains("10"))
            #expect(!text.contains("pass") && !text.contains("112"))
        }
    }

    @Test func `secrets are equal by their bytes`() {
        #expect(SecretBytes(copying: [1, 2]) == SecretBytes(copying: [1, 2]))
        #expect(SecretBytes(copying: [1, 2]) != SecretBytes(copying: [1, 3]))
        #expect(SecretBytes(copying: [1, 2]) != SecretBytes(copying: [1, 2, 0]))
        #expect(SecretBytes(copying: []) == SecretBytes(copying: []))
    }

    @Test func `secrets are joined and cut`() {
        let joined = SecretBytes.joined([SecretBytes(copying: [1]), SecretBytes(copying: []), SecretBytes(copying: [2, 3])])
        #expect(joined.exposed() == [1, 2, 3])
        #expect(joined[1..<3].exposed() == [2, 3])
        #expect(joined[3..<3].count == 0)
    }

    @Test func `random secrets differ`() {
        #expect(SecretBytes.random(32) != SecretBytes.random(32))
        #expect(SecretBytes.random(0).count == 0)
    }

    @Test func `secrets live on the secure heap until its reserve, and in ordinary memory past it`() {
        let secrets = (0..<40).map { _ in SecretBytes.random(128 << 10) }
        #expect(Set(secrets.map { $0.exposed().prefix(16) }).count == secrets.count)
        // Whatever the heap holds by now, keys of the library still find room.
        #expect(throws: Never.self) { try AgreementKey.generate().agree(with: AgreementKey.generate().publicKey) }
        withExtendedLifetime(secrets) {}
    }

    @Test func `constant-time comparison of plain bytes`() {
        #expect(constantTimeEqual([1, 2], [1, 2]))
        #expect(!constantTimeEqual([1, 2], [1, 3]))
        #expect(!constantTimeEqual([1, 2], [1]))
        #expect(constantTimeEqual([], []))
    }

    @Test func `random numbers stay below their bound and reach every value`() {
        let numbers = (0..<500).map { _ in Random.integer(below: 5) }
        #expect(Set(numbers) == [0, 1, 2, 3, 4])
        #expect(Random.integer(below: 1) == 0)
        #expect(Random.bytes(20).count == 20)
        #expect(Random.bytes(0) == [])
    }

    @Test func `the library is whole on this machine`() throws {
        try CryptoLibrary.check()
    }
}
