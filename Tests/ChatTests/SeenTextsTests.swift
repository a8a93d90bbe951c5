import Crypto
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Texts that were sealed anew after a renewal, and may have come before.
@Suite struct SeenTextsTests {
    @Test func `a text comes once, in one batch or in several`() async throws {
        let world = try await RenewalWorld()
        let ids = (0..<4).map { _ in Random.bytes(16) }
        try await seal([(.text, ids[0]), (.repeatedText, ids[0]), (.repeatedText, ids[1]), (.repeatedText, ids[1])], in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2"])
        try await seal([(.repeatedText, ids[1]), (.text, ids[2]), (.repeatedText, ids[2]), (.repeatedText, ids[0])], in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2", "text 1"])
        // What waited longer than one batch takes.
        try await seal((0..<2 * MailOpening.batchLimit).map { _ in (.repeatedText, ids[3]) }, in: world)
        #expect(try await world.received(by: 0) == ["text 0", "text 2", "text 1", "text 0"])
        await world.remove()
    }

    @Test func `the history is opened once for all that one batch asks`() async throws {
        let world = try await RenewalWorld()
        try await world.send("before", from: 1)
        try await world.deliver()
        #expect(try await world.received(by: 0) == ["before"])
        let historyKey = try await world.record(of: 0).historyKey
        try await world.nodes[0].store.write { transaction in
            let connection = ConnectionID(row: try #require(try transaction.row("SELECT id FROM connection")).integer(0))
            let known = try MessageTable.receivedIDs(
                in: connection, limit: SeenTexts.limit, historyKey: historyKey, transaction: transaction)
            let id = try #require(known.first)
            var seen = SeenTexts()
            #expect(try !seen.contains(Random.bytes(16), in: connection, historyKey: historyKey, transaction: transaction))
            // What can't be read any more is not read again.
            try transaction.execute("UPDATE message SET sealed = \(Random.bytes(64))")
            #expect(try seen.contains(id, in: connection, historyKey: historyKey, transaction: transaction))
            let next = Random.bytes(16)
            #expect(try !seen.contains(next, in: connection, historyKey: historyKey, transaction: transaction))
            seen.note(next, in: connection)
            #expect(try seen.contains(next, in: connection, historyKey: historyKey, transaction: transaction))
        }
        await world.remove()
    }

    /// Has `ben` send what its own node would not: texts of any kind, numbered, under any inner id.
    private func seal(_ texts: [(InnerMessage.Kind, [UInt8])], in world: RenewalWorld) async throws {
        let node = await world.nodes[1]
        let (ben, record) = (try await node.signIn("ben"), try await world.record(of: 1))
        for (number, (kind, id)) in texts.enumerated() {
            let envelope = try await node.store.write { transaction in
                let connection = ConnectionID(row: try #require(try transaction.row("SELECT id FROM connection")).integer(0))
                let session = try #require(try ConnectionTable.session(of: connection, ben.key, in: transaction))
                let inner = InnerMessage(
                    kind, id: id, sequence: 1, minute: record.since, expiry: UnixMinute(count: .max), body: Array("text \(number)".utf8))
                let (envelope, next) = try session.sealing(try #require(inner.encodePadded()), associatedData: record.associatedData)
                try ConnectionTable.keepSent(next, of: connection, ben.key, in: transaction)
                return envelope
            }
            try await world.forge(.message, envelope, from: 1)
        }
    }
}
