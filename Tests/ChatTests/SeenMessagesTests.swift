import Crypto
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Texts that were sealed anew after a renewal, and may have come before.
@Suite struct SeenMessagesTests {
    @Test func `a text comes once, in one batch or in several`() async throws {
        let world = try await RenewalWorld()
        let ids = (0..<4).map { _ in Random.bytes(16) }
        try await seal([([], ids[0]), (.repeated, ids[0]), (.repeated, ids[1]), (.repeated, ids[1])], in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2"])
        try await seal([(.repeated, ids[1]), ([], ids[2]), (.repeated, ids[2]), (.repeated, ids[0])], in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2", "text 1"])
        // What waited longer than one batch takes.
        try await seal((0..<2 * MailOpening.batchLimit).map { _ in (.repeated, ids[3]) }, in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2", "text 1", "text 0"])
        await world.remove()
    }

    @Test func `the history is opened once for all that one batch asks`() async throws {
        let world = try await RenewalWorld()
        try await world.send("before", from: 1)
        try await world.deliver()
        #expect(try await world.received(by: 0) == ["before"])
        let ana = try await world.nodes[0].signIn("ana")
        try await world.nodes[0].chat.mail.change(as: ana) { mine in
            let first = try #require(try mine.conversations.all().first).id
            let conversation = try #require(try mine.conversations.open(first))
            let id = try #require(try conversation.receivedIDs(limit: SeenMessages.limit).first)
            var seen = SeenMessages()
            #expect(try !seen.contains(Random.bytes(16), in: conversation))
            // What can't be read any more is not read again.
            try mine.transaction.execute("UPDATE message SET sealed = \(Random.bytes(64))")
            #expect(try seen.contains(id, in: conversation))
            let next = Random.bytes(16)
            #expect(try !seen.contains(next, in: conversation))
            seen.note(next, in: conversation.id)
            #expect(try seen.contains(next, in: conversation))
        }
        await world.remove()
    }

    /// Has `ben` send what its own node would not: texts with any flags, numbered, under any inner id.
    private func seal(_ texts: [(InnerMessage.Flags, [UInt8])], in world: RenewalWorld) async throws {
        let node = await world.nodes[1]
        let (ben, record) = (try await node.signIn("ben"), try await world.record(of: 1))
        for (number, (flags, id)) in texts.enumerated() {
            let envelope = try await node.chat.mail.change(as: ben) { mine in
                let connection = try #require(try mine.connections.all().first).id
                let session = try #require(try mine.connections.session(of: connection))
                let inner = InnerMessage(
                    kind: ContentKind.text, flags, id: id, sequence: 1, minute: record.since, expiry: UnixMinute(count: .max),
                    body: Array("text \(number)".utf8))
                let (envelope, next) = try session.sealing(try #require(inner.encodePadded()), associatedData: record.associatedData)
                try mine.connections.keepSent(next, of: connection)
                return envelope
            }
            try await world.forge(.message, envelope, from: 1)
        }
    }
}
