import Bytes
import Testing

@testable import Crypto

@Suite struct FernetRangeTests {
    /// A source that can lose its end, change, or tell how much was read of it.
    private final class Shelf: FernetSource, @unchecked Sendable {
        var token: [UInt8]
        var readCount = 0
        var isGone = false
        var byteCount: Int { token.count }

        init(_ token: [UInt8]) { self.token = token }

        func read(_ range: Range<Int>, into output: inout OutputSpan<UInt8>) throws(FernetError) {
            guard !isGone else { throw .unreadable }
            readCount += range.count
            for byte in token[range] { output.append(byte) }
        }
    }

    private let key = FernetKey.generate()

    @Test func `every range of a small token is that part of the plaintext`() throws {
        for size in [0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 70] {
            let plaintext = (0..<size).map { UInt8($0) }
            let token = try FernetToken(verifying: Fernet.seal(plaintext, key: key, time: 1), key: key, age: .any)
            #expect(token.plaintextByteCount == size)
            for first in 0...size {
                for end in first...size { #expect(try token.open(first..<end) == Array(plaintext[first..<end])) }
            }
        }
    }

    @Test func `ranges over many pieces are that part of the plaintext, and no more of the token is read for them`() throws {
        var chance = SeededSource(3)
        let plaintext = chance.bytes(4 * Fernet.pieceByteCount + 100)
        let shelf = Shelf(try Fernet.seal(plaintext, key: key, time: 1))
        let token = try FernetToken(verifying: shelf, key: key, age: .any)
        for _ in 0..<200 {
            let first = Int.random(in: 0...plaintext.count, using: &chance)
            let end = Int.random(in: first...min(plaintext.count, first + (Bool.random(using: &chance) ? 100 : .max / 2)), using: &chance)
            shelf.readCount = 0
            #expect(try token.open(first..<end) == Array(plaintext[first..<end]))
            #expect(shelf.readCount <= (end - first) / 3 * 4 + 100)
        }
    }

    @Test func `verifying reads a token once`() throws {
        let shelf = Shelf(try Fernet.seal([UInt8](repeating: 1, count: 500_000), key: key, time: 1))
        _ = try FernetToken(verifying: shelf, key: key, age: .any)
        #expect(shelf.readCount <= shelf.token.count + 200)
    }

    @Test func `pieces have a bounded size`() throws {
        let token = try FernetToken(verifying: Fernet.seal([UInt8](repeating: 1, count: 500_000), key: key, time: 1), key: key, age: .any)
        var pieces = try token.plaintext(5..<499_999)
        var total = 0
        var piece: [UInt8] = []
        while try pieces.appendNext(to: &piece) {
            #expect(piece.count <= Fernet.pieceByteCount)
            total += piece.count
            piece.removeAll(keepingCapacity: true)
        }
        #expect(total == 499_994)
    }

    @Test func `a range beyond the plaintext is refused`() throws {
        let token = try FernetToken(verifying: Fernet.seal([1, 2, 3], key: key, time: 1), key: key, age: .any)
        for range in [0..<4, 3..<16, -1..<2, 4..<4, 0..<Int.max] {
            #expect(throws: FernetError.outsidePlaintext(byteCount: 3)) { try token.open(range) }
        }
        #expect(try token.open(3..<3).isEmpty)
    }

    @Test func `a source that fails or becomes another text is told from one that is right`() throws {
        let shelf = Shelf(try Fernet.seal([UInt8](repeating: 1, count: 100), key: key, time: 1))
        let token = try FernetToken(verifying: shelf, key: key, age: .any)
        shelf.token[60] = 0
        #expect(throws: FernetError.notBase64) { try token.open(0..<100) }
        shelf.isGone = true
        #expect(throws: FernetError.unreadable) { try token.open(0..<100) }
        #expect(throws: FernetError.unreadable) { try FernetToken(verifying: shelf, key: key, age: .any) }
    }

    @Test func `wrong padding under a right code is refused`() throws {
        // Who has the key can sign anything: a token whose last block ends in zeros, and one that says 17.
        for last: UInt8 in [0, 17] {
            let vector = [UInt8](repeating: 0, count: 16)
            let block = [UInt8](repeating: last, count: 16)
            let blocks = try AESCBC.encrypt(block, key: key.encryption, initializationVector: vector)
            var raw = [Fernet.version] + [UInt8](repeating: 0, count: 8) + vector + blocks[..<16]
            raw += HMACSHA256.code(raw, key: key.signing)
            var text: [UInt8] = []
            Base64Groups.url.encode((raw + [0, 0]).span, into: &text)
            let token = text.dropLast(2) + Array("==".utf8)
            #expect(throws: FernetError.wrongPadding) { try Fernet.open(Array(token), key: key, age: .any) }
        }
    }
}
