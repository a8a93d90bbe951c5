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
        let page = try #require(try await world.node.store.read { try VanishingRows.page(of: world.ana.account, in: $0) })
        try await world.node.chat.accounts.destroy(account: world.ana.account)
        let shell = try #require(try await world.node.store.read { try $0.row("SELECT id FROM account WHERE record IS NULL")?.integer(0) })
        // Even when the shell is gone and others have been given pages since.
        try await world.node.chat.accounts.removeDormant(account: AccountID(row: shell))
        // Her own page three times over.
        for _ in 0..<3 {
            let others = NodeKey(world.node.nodeKey).pageMarks(of: .random())
            try world.node.chat.accounts.eraseFile.assign(page, to: others)
            try world.node.chat.accounts.eraseFile.erase(page, of: others)
        }
        for number in 0..<9 { try await world.node.register("someone\(number)") }
        let mixed = try await world.node.backup()
        defer { for folder in [backup, mixed] { try? FileManager.default.removeItem(atPath: folder) } }
        for name in ["node.db"] { try take(name, from: backup, to: mixed) }
        let again = try await TestNode.make(clock: world.clock, in: mixed, nodeKey: world.node.nodeKey)
        try await world.expectGone(in: again, needles)
        let whole = try await TestNode.make(clock: world.clock, in: backup, nodeKey: world.node.nodeKey)
        #expect(try await whole.signIn("ana").account == world.ana.account)
    }

    @Test func `whoever is in a newer database keeps their page while an older one is in use`() async throws {
        let node = try await start(NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)")
        defer { node.remove() }
        try await node.register("ana")
        let elder = try await copy(node)
        try await node.register("ben")
        let newer = try await copy(node)
        defer { for folder in [elder, newer] { try? FileManager.default.removeItem(atPath: folder) } }
        // The operator puts yesterday's database beside today's erase.bin; people could get any page but hers; then today's comes back.
        try take("erase.bin", from: newer, to: elder)
        let between = try await start(elder)
        let eraseFile = between.chat.accounts.eraseFile
        let drawn = try await between.store.read { transaction in
            Set(try (0..<4000).map { _ in try PageChoice.page(in: eraseFile, transaction) })
        }
        #expect(drawn.count == EraseFile.growthPageCount - 2)
        for number in 0..<3 { try await between.register("someone\(number)") }
        try take("erase.bin", from: elder, to: newer)
        #expect(try await start(newer).signIn("ben").name.text == "ben")
    }
}
