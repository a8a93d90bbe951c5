import Testing

@testable import Store

@Suite struct StatementCacheTests {
    let directory = TemporaryDirectory()

    @Test func `a statement is compiled once, and the one not used for longest makes room`() throws {
        let connection = try Connection(path: directory.databasePath)
        var compiled: [String] = []
        var cache = StatementCache(limit: 2)
        func use(_ text: String) throws {
            _ = try cache.statement(text) { () throws(StoreError) in
                compiled.append(text)
                return try connection.compile(text)
            }
        }
        for text in ["SELECT 1", "SELECT 2", "SELECT 1", "SELECT 3", "SELECT 1", "SELECT 2"] { try use(text) }
        #expect(compiled == ["SELECT 1", "SELECT 2", "SELECT 3", "SELECT 2"])
        #expect(cache.count == 2)
        cache.removeAll()
        #expect(cache.count == 0)
    }

    @Test func `a failure to compile is not kept`() throws {
        let connection = try Connection(path: directory.databasePath)
        var cache = StatementCache(limit: 2)
        for _ in 0..<2 {
            #expect(throws: StoreError.self) {
                _ = try cache.statement("SELEC") { () throws(StoreError) in try connection.compile("SELEC") }
            }
        }
        #expect(cache.count == 0)
    }
}
