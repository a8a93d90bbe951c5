@testable import Chat
import Foundation
import Store
import Testing

@Suite struct DestructionTests {
    @Test func `a destroyed account is gone, and its name stays taken until its shell goes`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        try await node.chat.destroy(account: ana.account)
        #expect(await node.chat.isSignedIn(ana) == false)
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register("ana") }
        let shell = try #require(try await node.store.read { try $0.row("SELECT id FROM account")?.integer(0) })
        #expect(shell != ana.account.row)
        try await node.chat.removeDormant(account: RecordID(row: shell))
        #expect(try await node.member("ana").name.text == "ana")
    }

    @Test func `a dormant account is gone, and its name is free`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        try await node.chat.removeDormant(account: ana.account)
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        #expect(try await node.member("ana").account != ana.account)
    }
}
