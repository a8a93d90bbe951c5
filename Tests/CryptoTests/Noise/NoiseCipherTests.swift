import Crypto
import Testing

@Suite struct NoiseCipherTests {
    private let key = SecretBytes(copying: [UInt8](0..<32))

    @Test func `each message has its own nonce, so order matters`() throws {
        var (sender, receiver) = (NoiseCipher(key: key, counter: 0), NoiseCipher(key: key, counter: 0))
        let first = try sender.seal([1])
        let second = try sender.seal([1])
        #expect(first != second)
        #expect(throws: NoiseError.notAuthentic) { try receiver.open(second) }
        #expect(try receiver.open(first) == [1])
        #expect(throws: NoiseError.notAuthentic) { try receiver.open(first) }
        #expect(try receiver.open(second) == [1])
    }

    @Test func `the reserved last nonce is never used`() throws {
        var (sender, receiver) = (NoiseCipher(key: key, counter: .max - 1), NoiseCipher(key: key, counter: .max - 1))
        let last = try sender.seal([1])
        #expect(throws: NoiseError.nonceExhausted) { try sender.seal([1]) }
        #expect(try receiver.open(last) == [1])
        #expect(throws: NoiseError.nonceExhausted) { try receiver.open(last) }
    }

    @Test func `lengths are judged before any key is touched`() throws {
        var cipher = NoiseCipher(key: key, counter: 0)
        let limit = NoiseXX.maximumMessageByteCount
        #expect(throws: NoiseError.messageTooShort(found: 15, needed: 16)) { try cipher.open([UInt8](repeating: 0, count: 15)) }
        #expect(throws: NoiseError.messageTooLong(found: limit + 1, limit: limit)) {
            try cipher.open([UInt8](repeating: 0, count: limit + 1))
        }
        #expect(throws: NoiseError.messageTooLong(found: limit + 1, limit: limit)) {
            try cipher.seal([UInt8](repeating: 0, count: limit - 15))
        }
        #expect(try cipher.seal([UInt8](repeating: 0, count: limit - 16)).count == limit)
    }
}
