import Testing

@testable import Store

@Suite struct RowTests {
    let row = Row(values: [.integer(1), .bytes([2]), .text("three"), .null, .integer(2)])

    @Test func `each reader gives a value of its type`() throws {
        #expect(try row.integer(0) == 1)
        #expect(try row.boolean(0))
        #expect(try row.bytes(1) == [2])
        #expect(try row.text(2) == "three")
        #expect(try row.isNull(3))
        #expect(try !row.isNull(0))
        #expect(try row.optionalInteger(3) == nil)
        #expect(try row.optionalBytes(3) == nil)
        #expect(try row.optionalText(3) == nil)
        #expect(try row.optionalInteger(0) == 1)
        #expect(try row.optionalBytes(1) == [2])
        #expect(try row.optionalText(2) == "three")
    }

    @Test func `another type is an error, not a conversion`() {
        #expect(throws: StoreError.wrongType(column: 2)) { try row.integer(2) }
        #expect(throws: StoreError.wrongType(column: 0)) { try row.text(0) }
        #expect(throws: StoreError.wrongType(column: 2)) { try row.bytes(2) }
        #expect(throws: StoreError.wrongType(column: 3)) { try row.integer(3) }
        #expect(throws: StoreError.wrongType(column: 4)) { try row.boolean(4) }
        #expect(throws: StoreError.wrongType(column: 1)) { try row.optionalText(1) }
    }

    @Test func `a column that is not there is an error, not a crash`() {
        #expect(throws: StoreError.misuse(.noSuchColumn(5))) { try row.integer(5) }
        #expect(throws: StoreError.misuse(.noSuchColumn(-1))) { try row.isNull(-1) }
    }

    @Test func `a floating-point number and ill-formed text are of no type that we have`() async throws {
        let store = try await TemporaryDatabase()
        await #expect(throws: StoreError.wrongType(column: 1)) { try await store.database.read { try $0.row("SELECT 1, 0.5") } }
        await #expect(throws: StoreError.wrongType(column: 0)) {
            try await store.database.read { try $0.row("SELECT CAST(x'ff' AS TEXT)") }
        }
    }
}
