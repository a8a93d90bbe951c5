import Bytes
import Testing

@testable import Crypto

@Suite struct FernetTests {
    private let key = FernetKey.generate()

    /// Around blocks, groups of three, and the pieces in which tokens are worked on.
    static let sizes: [Int] =
        Array(0...100) + [Fernet.pieceByteCount, 2 * Fernet.pieceByteCount].flatMap { Array($0 - 60...$0 + 10) }

    private func seal(_ plaintext: [UInt8], time: UInt64 = 1_000) throws -> [UInt8] { try Fernet.seal(plaintext, key: key, time: time) }

    @Test func `what was sealed opens, whatever its size`() throws {
        var chance = SeededSource(1)
        let bytes = chance.bytes(2 * Fernet.pieceByteCount + 10)
        for size in Self.sizes {
            let plaintext = Array(bytes[..<size])
            let token = try seal(plaintext)
            #expect(token.count == Fernet.characterCount(forPlaintext: size))
            #expect(try Fernet.open(token, key: key, age: .any) == plaintext)
        }
    }

    @Test func `a token is the same in whatever pieces its plaintext comes`() throws {
        var chance = SeededSource(2)
        let vector = chance.bytes(16)
        let plaintext = chance.bytes(3 * Fernet.pieceByteCount + 77)
        let whole = try Fernet.seal(plaintext, key: key, time: 7, initializationVector: vector)
        for limit in [1_000, 40_000, 200_000] {
            var token: [UInt8] = []
            var sealer = try FernetSealer(key: key, time: 7, initializationVector: vector)
            var position = 0
            while position < plaintext.count {
                let count = min(Int.random(in: 0...limit, using: &chance), plaintext.count - position)
                try sealer.update(plaintext.span.extracting(position..<position + count), into: &token)
                position += count
            }
            try sealer.finish(into: &token)
            #expect(token == whole)
        }
    }

    @Test func `a token says when it was made, in any of eight bytes`() throws {
        for time in [0, 1, 0x0102_0304_0506_0708, UInt64.max] {
            #expect(try FernetToken(verifying: seal([1], time: time), key: key, age: .any).time == time)
        }
    }

    @Test func `each flipped bit is refused`() throws {
        let token = try seal(Array("seventeen letters".utf8))
        for position in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[position] ^= 1 << bit
                #expect(throws: FernetError.self) { try Fernet.open(changed, key: key, age: .any) }
            }
        }
    }

    @Test func `each wrong character is refused, in every place of a group and of a long token`() throws {
        let token = try seal([UInt8](repeating: 9, count: 2 * Fernet.pieceByteCount))
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for wrong in UInt8.min...UInt8.max where !alphabet.contains(wrong) {
            for position in [8, 9, 10, 11, 12, 13, 14, 15, Fernet.pieceCharacterCount - 1, Fernet.pieceCharacterCount, token.count - 5]
            where wrong.isMultiple(of: 16) || position < 12 {
                var changed = token
                changed[position] = wrong
                #expect(throws: FernetError.notBase64) { try Fernet.open(changed, key: key, age: .any) }
            }
        }
    }

    @Test func `a token cut at any character, or with one more, is refused`() throws {
        for size in [0, 5, 16, 40] {
            let token = try seal([UInt8](repeating: 1, count: size))
            for count in 0..<token.count {
                #expect(throws: FernetError.self) { try Fernet.open(Array(token[..<count]), key: key, age: .any) }
                #expect(throws: FernetError.self) { try Fernet.open(Array(token[(token.count - count)...]), key: key, age: .any) }
            }
            for more in ["=", "A", "\n", "====", "AAAA", "\0"] {
                #expect(throws: FernetError.self) { try Fernet.open(token + Array(more.utf8), key: key, age: .any) }
            }
        }
    }

    @Test func `a second spelling of the same bytes is refused`() throws {
        // One character of padding at 5 bytes, two at 20: their last letters have two and four bits that no byte uses.
        for (size, paddingCount, spareBitCount) in [(20, 1, 2), (5, 2, 4)] {
            let token = try seal([UInt8](repeating: 1, count: size))
            #expect(token.suffix(paddingCount).allSatisfy { $0 == UInt8(ascii: "=") })
            let place = token.count - paddingCount - 1
            #expect(token[place] != UInt8(ascii: "="))
            let value = Base64Alphabet.url.value(of: token[place])
            for spare in 1..<Int32(1 << spareBitCount) {
                var changed = token
                changed[place] = Base64Alphabet.url.character(of: value | spare)
                #expect(throws: FernetError.notBase64) { try Fernet.open(changed, key: key, age: .any) }
            }
            for end in ["A", "\n", "-"] {
                #expect(throws: FernetError.notBase64) { try Fernet.open(token.dropLast() + Array(end.utf8), key: key, age: .any) }
            }
        }
    }

    @Test func `another version is refused`() throws {
        var token = try seal([1, 2, 3])
        token[0] = UInt8(ascii: "h")
        #expect(throws: FernetError.unknownVersion(0x84)) { try Fernet.open(token, key: key, age: .any) }
    }

    @Test func `either half of another key is refused`() throws {
        let token = try seal([UInt8](repeating: 1, count: 100))
        #expect(throws: FernetError.authenticationFailed) { try Fernet.open(token, key: .generate(), age: .any) }
    }

    @Test func `a token lives as long as it may, and clocks may differ by a minute`() throws {
        let token = try seal([1], time: 10_000)
        for (now, refusal) in [
            (10_000, nil), (10_060, nil), (10_061, FernetError.expired), (UInt64.max, .expired), (9_940, nil), (9_939, .fromTheFuture),
            (0, .fromTheFuture),
        ] as [(UInt64, FernetError?)] {
            var outcome: FernetError?
            do { _ = try Fernet.open(token, key: key, age: .atMost(seconds: 60, now: now)) } catch { outcome = error }
            #expect(outcome == refusal)
        }
        let first = try seal([1], time: 0)
        let last = try seal([1], time: .max)
        #expect(try Fernet.open(first, key: key, age: .atMost(seconds: .max, now: .max)) == [1])
        #expect(throws: FernetError.fromTheFuture) { try Fernet.open(last, key: key, age: .atMost(seconds: .max, now: 0)) }
    }

    @Test func `of a forged token only that it is forged is told, not that it is old`() throws {
        var token = try seal([1], time: 10_000)
        token[20] = token[20] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(throws: FernetError.authenticationFailed) { try Fernet.open(token, key: key, age: .atMost(seconds: 1, now: 99_999)) }
    }
}
