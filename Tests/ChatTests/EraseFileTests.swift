import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto
@testable import Store

@Suite struct EraseFileTests {
    private let clock = TestClock()
    private let key = SecretBytes.random(32)

    /// A copy of the node's folder as a backup has it.
    private func copy(_ node: TestNode) async throws -> String { try await node.backup() }

    private func start(_ folder: String) async throws -> TestNode { try await TestNode.make(clock: clock, in: folder, nodeKey: key) }

    private func take(_ name: String, from source: String, to folder: String) throws {
        try FileManager.default.removeItem(atPath: folder + "/" + name)
        try FileManager.default.copyItem(atPath: source + "/" + name, toPath: folder + "/" + name)
    }

    @Test func `a page tells its account from all others, and remembers who vanished on it when it is another's`() throws {
        let folder = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try EraseFile(path: folder + "/erase.bin")
        try file.grow()
        let nodeKey = NodeKey(key)
        let accounts = (0..<8).map { _ in nodeKey.pageMarks(of: .random()) }
        #expect(try file.state(of: 3, for: accounts[0]) == .foreign)
        for marks in accounts {
            try file.assign(3, to: marks)
            let halves = try [0, 1].map { try file.half($0, of: 3).exposed() }
            #expect(try file.state(of: 3, for: marks) == .owned)
            try file.renew(1, of: 3)
            #expect(try file.state(of: 3, for: marks) == .owned, "a change of passwords is no destruction")
            try file.erase(3, of: marks)
            #expect(try file.state(of: 3, for: marks) == .vanished)
            #expect(try file.half(0, of: 3).exposed() != halves[0] && file.half(1, of: 3).exposed() != halves[1])
        }
        try file.assign(3, to: nodeKey.pageMarks(of: .random()))
        // The places are drawn: one of eight may have met another.
        #expect(try accounts.count { try file.state(of: 3, for: $0) == .vanished } >= 6)
        #expect(try file.state(of: 4, for: accounts[0]) == .foreign)
        #expect(try file.state(of: 3, for: NodeKey(.random(32)).pageMarks(of: .random())) == .foreign)
    }

    @Test func `an erase.bin that is not this database's is refused, and nobody is destroyed`() async throws {
        let node = try await start(NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)")
        defer { node.remove() }
        try await node.register("ana")
        let broken = try await copy(node)
        defer { try? FileManager.default.removeItem(atPath: broken) }
        let size = try Data(contentsOf: URL(fileURLWithPath: broken + "/erase.bin")).count
        try Data(Random.bytes(size)).write(to: URL(fileURLWithPath: broken + "/erase.bin"))
        let error = await #expect(throws: EraseFileError.self) { _ = try await start(broken) }
        #expect(error == .foreign)
        #expect("\(EraseFileError.foreign)".contains("restore both from one backup"))
        // The right file in its place, and all is as before.
        try take("erase.bin", from: node.folder, to: broken)
        #expect(try await start(broken).signIn("ana").name.text == "ana")
    }

    @Test func `with an elder erase.bin those who came since can't be opened, and nobody is destroyed`() async throws {
        let node = try await start(NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)")
        defer { node.remove() }
        try await node.register("ana")
        let elder = try await copy(node)
        try await node.register("ben")
        let mixed = try await copy(node)
        defer { for folder in [elder, mixed] { try? FileManager.default.removeItem(atPath: folder) } }
        try take("erase.bin", from: elder, to: mixed)
        let again = try await start(mixed)
        #expect(again.chat.accounts.foreignPageCount == 1)
        #expect(try await again.signIn("ana").name.text == "ana")
        await #expect(throws: SignInError.refused) { _ = try await again.signIn("ben") }
        #expect(try await again.store.read { try $0.row("SELECT count(*) FROM account WHERE record IS NOT NULL")?.integer(0) } == 2)
        #expect(node.chat.accounts.foreignPageCount == 0)
    }

    @Test func `an elder database does not bring back whom erase.bin knows as destroyed; both from one backup do`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let backup = try await world.node.backup()
        let needles = try await world.needles()
        try await world.node.chat.accounts.destroy(account: world.ana.account)
        let shell = try #require(try await world.node.store.read { try $0.row("SELECT id FROM account WHERE record IS NULL")?.integer(0) })
        // Even when the shell is gone and others have been given pages since.
        try await world.node.chat.accounts.removeDormant(account: AccountID(row: shell))
        for number in 0..<9 { try await world.node.register("someone\(number)") }
        let mixed = try await world.node.backup()
        defer { for folder in [backup, mixed] { try? FileManager.default.removeItem(atPath: folder) } }
        for name in ["node.db"] { try take(name, from: backup, to: mixed) }
        let again = try await TestNode.make(clock: world.clock, in: mixed, nodeKey: world.node.nodeKey)
        try await world.expectGone(in: again, needles)
        let whole = try await TestNode.make(clock: world.clock, in: backup, nodeKey: world.node.nodeKey)
        #expect(try await whole.signIn("ana").account == world.ana.account)
    }

    @Test func `accounts from before pages were marked get their marks`() async throws {
        let node = try await start(NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)")
        defer { node.remove() }
        let ana = try await node.member("ana")
        let old = try await copy(node)
        defer { try? FileManager.default.removeItem(atPath: old) }
        let page = try #require(try await node.store.read { try VanishingRows.page(of: ana.account, in: $0) })
        let path = old + "/erase.bin"
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: UInt64(page * EraseFile.pageByteCount + 2 * EraseFile.halfByteCount))
        handle.write(Data(Random.bytes(32)))
        try handle.close()
        let database = try Database(path: old + "/node.db")
        try await database.write { try $0.execute("INSERT INTO unmarked_page(account) VALUES (\(ana.account.row))") }
        try await database.close()
        for _ in 0..<2 {
            let again = try await start(old)
            #expect(again.chat.accounts.foreignPageCount == 0)
            #expect(try await again.signIn("ana").account == ana.account)
        }
    }
}
