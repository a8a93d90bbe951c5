import Accounts
import Chat
import Domain
import Mail
import Testing

/// Who counts as present, so that what comes is opened at once.
@Suite struct PresenceTests {
    @Test(.timeLimit(.minutes(2)))
    func `live pages whose sign-in has ended don't hide the one whose goes on`() async throws {
        let pair = try await ConversationTests.Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let old = try await pair.ben.signIn("ben")
        var ended: [AsyncStream<Void>] = []
        for _ in 0..<16 { ended.append(await pair.ben.chat.mail.changes(in: chats.b, of: old)) }
        pair.clock.advance(seconds: 15 * 60 + 1)
        let new = try await pair.ben.signIn("ben")
        let changes = await pair.ben.chat.mail.changes(in: chats.b, of: new)
        _ = try await pair.ana.chat.mail.send("now", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        // Opened for the page that goes on: it is told, and nobody has to ask.
        for await _ in changes where try await !pair.ben.chat.mail.messages(in: chats.b, of: new, .latest, limit: 9).isEmpty { break }
        // Those of the sign-in that has ended end when it is looked for, and the other does not.
        pair.ben.chat.accounts.endOldSignIns()
        for page in ended { for await _ in page {} }
        #expect(pair.ben.chat.isSignedIn(new) && !pair.ben.chat.isSignedIn(old))
    }
}
