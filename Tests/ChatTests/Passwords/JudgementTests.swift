import Crypto
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct JudgementTests {
    /// Wrong passwords for `name` until only time opens it again.
    private func close(_ name: String, at node: TestNode, _ clock: TestClock) async {
        for _ in 0..<5 { _ = await node.chat.accounts.judge(name: name, password: secret("wrong wrong")) }
        clock.advance(seconds: BackOff.openSeconds)
    }

    private func isRefused(_ name: String, _ password: SecretBytes, at node: TestNode) async -> Bool {
        if case .refused = await node.chat.accounts.judge(name: name, password: password) { true } else { false }
    }

    @Test func `a name that was guessed at is closed to the right password, and opens by itself`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        for name in ["ana", "ben"] { try await node.register(name) }
        await close("ANA", at: node, clock)
        #expect(await isRefused("ana", TestNode.password("ana"), at: node))
        #expect(try await node.signIn("ben").name.text == "ben")
        clock.advance(seconds: BackOff.closedSeconds[0])
        #expect(try await node.signIn("ana").name.text == "ana")
    }

    @Test func `what was remembered of guesses outlives a restart`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.register("ana")
        await close("ana", at: node, clock)
        let copy = try await node.backup()
        let again = try await TestNode.make(clock: clock, in: copy, nodeKey: node.nodeKey)
        defer { again.remove() }
        #expect(await isRefused("ana", TestNode.password("ana"), at: again))
    }

    @Test func `the destruction password destroys a closed account as well`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let ana = try await node.member("ana")
        await close("ana", at: node, clock)
        #expect(await isRefused("ana", secret("burn it all down 3"), at: node))
        #expect(node.chat.isSignedIn(ana) == false)
        clock.advance(seconds: 3600)
        #expect(await isRefused("ana", TestNode.password("ana"), at: node))
        try await node.destructionsEnd()
        #expect(try await node.store.read { try $0.row("SELECT count(*) FROM account WHERE record IS NOT NULL")?.integer(0) } == 0)
    }

    @Test func `under a day of guesses the member gets in within 75 seconds at every hour`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.register("ana")
        let attack = Range<Int64>(uncheckedBounds: (0, 1800))
        var waits: [Int64] = []
        var since: Int64?
        for second in attack {
            _ = await node.chat.accounts.judge(name: "ana", password: secret("guess \(second)"))
            // From time to time the member comes, and tries every ten seconds until they are in.
            if second % 311 == 200 { since = second }
            if let began = since, (second - began) % 10 == 0, (try? await node.signIn("ana")) != nil {
                waits.append(second - began)
                since = nil
            }
            clock.advance(seconds: 1)
        }
        #expect(waits.count >= 4)
        #expect((waits.max() ?? 0) <= 75)
        // And they did have to wait: the guesses were slowed down.
        #expect((waits.max() ?? 0) > 0)
    }

    @Test func `wrong, unknown, impossible, destroyed and closed write as much`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        for name in ["ana", "ben", "eve"] { try await node.register(name) }
        _ = await node.chat.accounts.judge(name: "ben", password: secret("burn it all down 3"))
        try await node.destructionsEnd()
        await close("eve", at: node, clock)
        let cases = [
            ("ana", secret("wrong wrong")), ("nobody", secret("wrong wrong")), ("no name!", secret("wrong wrong")),
            ("ben", TestNode.password("ben")), ("ben", secret("burn it all down 3")), ("eve", TestNode.password("eve")),
            ("eve", secret("wrong wrong")), ("ana", SecretBytes(copying: Array(repeating: 7, count: 5000))),
        ]
        var written: Set<Int> = []
        for (name, password) in cases {
            let before = try await rows(of: node)
            try await node.store.checkpoint()
            let pages = try Data(contentsOf: URL(fileURLWithPath: node.folder + "/erase.bin"))
            #expect(await isRefused(name, password, at: node))
            let log = try FileManager.default.attributesOfItem(atPath: node.folder + "/node.db-wal")[.size] as? Int
            written.insert(try #require(log))
            #expect(try Data(contentsOf: URL(fileURLWithPath: node.folder + "/erase.bin")) == pages)
            let after = try await rows(of: node)
            let changed = zip(before, after).filter { $0 != $1 }
            #expect(changed.count == 1, "one row changed")
            #expect(before.count == after.count)
            #expect(Set(after.map(\.count)) == [43])
        }
        // The log's header, and one page with its own: SQLite's file format, section 4.
        #expect(written == [32 + 24 + 4096])
    }

    private func rows(of node: TestNode) async throws -> [[UInt8]] {
        try await node.store.read { try $0.rows("SELECT sealed FROM attempt ORDER BY id").map { try $0.bytes(0) } }
    }

    @Test func `a hash that fits neither slot opens one all the same, and a damaged slot opens nothing`() throws {
        let (login, destruction, half) = (SecretBytes.random(32), SecretBytes.random(32), SecretBytes.random(32))
        let key = AccountKey.random()
        for _ in 0..<8 {
            let slots = try PasswordSlots(login: login, destruction: destruction, half: half, accountKey: key)
            guard case .account(let opened) = slots.open(login, half: half) else { throw SignInError.refused }
            #expect(opened.secret.isEqual(to: key.secret))
            guard case .destruction = slots.open(destruction, half: half) else { throw SignInError.refused }
            #expect(slots.open(.random(32), half: half) == nil)
            #expect(slots.open(login, half: .random(32)) == nil)
            #expect(PasswordSlots(first: slots.first.reversed(), second: slots.second.reversed()).open(login, half: half) == nil)
            #expect(PasswordSlots(first: [], second: slots.second).open(login, half: half) == nil)
        }
    }
}
