import Crypto
import Store
import Testing

@testable import Chat

@Suite struct JudgementTests {
    @Test func `a storage that fails is told from a wrong password, for known and unknown names alike`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        try await node.store.close()
        for name in ["ana", "nobody"] {
            await #expect(throws: SignInError.storage, "\(name)") {
                _ = try await node.chat.signIn(name: name, password: secret("wrong wrong wrong"))
            }
        }
    }
}
