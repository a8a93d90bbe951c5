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

    @Test func `a block of the secure heap is wiped when it is given back`() throws {
        let count = 4_000
        let block = try #require(SecureHeap.allocate(count))
        block.initializeMemory(as: UInt8.self, repeating: 0xa5, count: count)
        SecureHeap.free(block, count)
        // Wiped or taken by another test meanwhile, but never as it was.
        #expect(UnsafeRawBufferPointer(start: block, count: count).count(where: { $0 == 0xa5 }) < count / 10)
    }

    @Test func `a shelf holds so many blocks of each size, lends each once, and leaves large ones to the heap`() {
        let shelf = BlockShelf()
        let blocks = (0...BlockShelf.blocksOfOneSize).map { _ in UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8) }
        defer { for block in blocks { block.deallocate() } }
        for (index, block) in blocks.enumerated() { #expect(shelf.keep(block, 33) == (index < BlockShelf.blocksOfOneSize)) }
        #expect(!shelf.keep(blocks[0], BlockShelf.largestBlock + 1))
        #expect(shelf.take(32) == nil && shelf.take(65) == nil && shelf.take(BlockShelf.largestBlock + 1) == nil)
        let lent = (0...BlockShelf.blocksOfOneSize).compactMap { _ in shelf.take(64) }
        #expect(Set(lent) == Set(blocks.dropLast()))
        #expect([0, 1, 32, 33, 64, 65, 4_096].map(BlockShelf.blockByteCount) == [32, 32, 32, 64, 64, 128, 4_096])
    }

    @Test func `nonces are never given twice`() {
        let nonces = (0..<1_000).map { _ in Random.nonce() }
        #expect(Set(nonces).count == nonces.count && nonces.allSatisfy { $0.count == 12 })
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
