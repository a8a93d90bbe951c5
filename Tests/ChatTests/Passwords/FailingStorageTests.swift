import Crypto
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct FailingStorageTests {
    private static let cases = [
        ("ana", TestNode.password("ana")), ("ana", secret("wrong wrong")), ("nobody", secret("wrong wrong")), ("no name!", secret("x")),
        ("ana", secret("burn it all down 3")),
    ]

    /// Everyone hears that it is the storage, and nobody is let in.
    private func expectStorage(at node: TestNode) async {
        for (name, password) in Self.cases {
            await #expect(throws: SignInError.storage, "\(name)") {
                _ = try await node.chat.accounts.signIn(name: name, password: password)
            }
        }
    }

    @Test func `a closed database is told from a wrong password, alike for all`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        try await node.store.close()
        await expectStorage(at: node)
    }

    @Test func `a disk that takes no more is told from a wrong password, alike for all, and the destruction password destroys`()
        async throws
    {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let ana = try await node.member("ana")
        try await node.store.control("PRAGMA query_only = ON")
        await expectStorage(at: node)
        #expect(node.chat.isSignedIn(ana) == false)
        try await node.store.control("PRAGMA query_only = OFF")
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        try await node.destructionsEnd()
        #expect(try await node.store.read { try $0.row("SELECT count(*) FROM account WHERE record IS NOT NULL")?.integer(0) } == 0)
    }
}
