import Crypto
import Testing

@testable import Store

@Suite struct RecordKeyTests {
    let key = RecordKey(SecretBytes(copying: (0..<64).map { UInt8($0) }))
    let place = RecordPlace(table: "message", row: 7, column: "text")

    @Test(arguments: [[], [0], [1, 2, 3], [UInt8](repeating: 0xaa, count: 100_000)] as [[UInt8]])
    func `what is sealed opens in its place`(plaintext: [UInt8]) throws {
        let sealed = try key.seal(plaintext, at: place)
        #expect(sealed.count == plaintext.count + RecordKey.overheadByteCount)
        #expect(try key.open(sealed, at: place) == plaintext)
    }

    @Test func `a secret is sealed as its bytes are, and opens as a secret in its place alone`() throws {
        for bytes in [[], [7], [UInt8](repeating: 0xaa, count: 5_000)] as [[UInt8]] {
            let place = RecordPlace(table: "t", row: 1, column: "c")
            let sealed = try key.seal(SecretBytes(copying: bytes), at: place)
            #expect(try key.seal(bytes, at: place) == sealed)
            #expect(try key.openSecret(sealed, at: place).exposed() == bytes)
            #expect(throws: StoreError.sealBroken) {
                try key.openSecret(sealed, at: RecordPlace(table: "t", row: 2, column: "c"))
            }
        }
    }

    @Test func `a value moved to another row, column, table or version does not open`() throws {
        let sealed = try key.seal([1, 2, 3], at: place)
        let others = [
            RecordPlace(table: "message", row: 8, column: "text"),
            RecordPlace(table: "message", row: -7, column: "text"),
            RecordPlace(table: "message", row: 7, column: "name"),
            RecordPlace(table: "contact", row: 7, column: "text"),
            RecordPlace(table: "message", row: 7, column: "text", version: 2),
        ]
        for other in others {
            #expect(throws: StoreError.sealBroken) { try key.open(sealed, at: other) }
        }
    }

    @Test func `table and column cannot lend each other letters`() throws {
        let sealed = try key.seal([1], at: RecordPlace(table: "ab", row: 1, column: "c"))
        #expect(throws: StoreError.sealBroken) { try key.open(sealed, at: RecordPlace(table: "a", row: 1, column: "bc")) }
    }

    @Test func `a flipped bit anywhere, a cut and an addition do not open`() throws {
        let sealed = try key.seal([9, 9, 9], at: place)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: StoreError.sealBroken) { try key.open(changed, at: place) }
            #expect(throws: StoreError.sealBroken) { try key.open(Array(sealed[..<index]), at: place) }
        }
        #expect(throws: StoreError.sealBroken) { try key.open(sealed + [0], at: place) }
    }

    @Test func `another key does not open it`() throws {
        let sealed = try key.seal([1], at: place)
        #expect(throws: StoreError.sealBroken) { try RecordKey(.random(64)).open(sealed, at: place) }
    }

    @Test func `the layout is the one of protocol 5_27`() {
        #expect(place.associatedData == [0, 7] + Array("message".utf8) + [0, 0, 0, 0, 0, 0, 0, 7, 0, 4] + Array("text".utf8) + [1])
    }
}
