import Bytes
import Testing

@testable import Crypto

@Suite struct VerifyingKeyTests {
    /// The points of order 1, 2, 4 and 8, each y with either sign bit.
    static let smallOrderKeys: [[UInt8]] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ].flatMap { text in [hex(text), withSign(hex(text))] }

    /// y from p to 2²⁵⁵ − 1, either sign bit: all 19 of them.
    static let nonCanonicalKeys: [[UInt8]] = (0xed...0xff).flatMap { (low: UInt8) in
        let key = [low] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        return [key, withSign(key)]
    }

    private static func withSign(_ key: [UInt8]) -> [UInt8] { Array(key.dropLast()) + [key[31] | 0x80] }

    @Test func `points of small order are refused with either sign`() {
        #expect(Self.smallOrderKeys.count == 10)
        for bytes in Self.smallOrderKeys { #expect(throws: CryptoError.smallOrderKey) { try VerifyingKey(bytes) } }
    }

    @Test func `coordinates that are not reduced are refused with either sign`() {
        for bytes in Self.nonCanonicalKeys { #expect(throws: CryptoError.nonCanonicalKey) { try VerifyingKey(bytes) } }
    }

    @Test func `the largest reduced coordinates and ordinary keys are taken`() throws {
        let nearPrime: [UInt8] = [0xeb] + [UInt8](repeating: 0xff, count: 30) + [0x7f]
        #expect(try VerifyingKey(nearPrime).bytes == nearPrime)
        for _ in 0..<50 { #expect(try VerifyingKey(SigningKey.generate().publicKey.bytes).bytes.count == 32) }
    }

    @Test func `a key of another length is refused`() {
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 0)) { try VerifyingKey([]) }
        #expect(throws: CryptoError.wrongLength(expected: 32, found: 33)) { try VerifyingKey([UInt8](repeating: 2, count: 33)) }
    }
}
