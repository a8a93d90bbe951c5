import Crypto
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// What the holder of a queue's key may say about its numbers.
@Suite struct SequenceLimitTests {
    @Test(arguments: [1 << 48, UInt64(Int64.max) - 1, UInt64(Int64.max), .max])
    func `no code makes a number believed that no queue can reach`(highest: UInt64) async throws {
        let pair = try await ConversationTests.Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        _ = try await pair.ana.chat.mail.send("one", in: chats.a, as: ana)
        let id = try #require(try await pair.ana.chat.mail.queuesWithMail(for: pair.ben.address).first)
        let queue = try await queue(id, of: pair.ana)
        let nonce = Random.bytes(8)
        let marked = MarkedFrame(
            queue: id, nonce: nonce, highest: highest, epoch: 7,
            code: QueueCode.marked(queue.key, queue: id, nonce: nonce, highest: highest, epoch: 7))
        #expect(try await pair.ana.chat.mail.marked(marked) == .invalid)
        let stored = StoredFrame(
            queue: id, sequence: highest, status: StoredFrame.stored,
            code: QueueCode.stored(queue.key, queue: id, sequence: highest, status: StoredFrame.stored))
        #expect(try await pair.ana.chat.mail.stored(stored) == false)
        let after = try await self.queue(id, of: pair.ana)
        #expect(
            [after.nextSequence, after.offered, after.acknowledged] == [queue.nextSequence, queue.offered, queue.acknowledged])
        #expect(!after.isStopped && after.peerEpoch == 0)
        _ = try await pair.ana.chat.mail.send("two", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        let again = try await pair.ben.signIn("ben")
        #expect(try await pair.ben.chat.mail.messages(in: chats.b, of: again, .latest, limit: 9).map(\.text) == ["one", "two"])
    }

    /// The highest number that is believed leaves a queue that still counts.
    @Test func `the last number of a queue stops it and ends nothing else`() async throws {
        let pair = try await ConversationTests.Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        _ = try await pair.ana.chat.mail.send("one", in: chats.a, as: ana)
        let id = try #require(try await pair.ana.chat.mail.queuesWithMail(for: pair.ben.address).first)
        let key = try await queue(id, of: pair.ana).key
        let (nonce, highest) = (Random.bytes(8), Mail.sequenceLimit - 1)
        let code = QueueCode.marked(key, queue: id, nonce: nonce, highest: highest, epoch: 0)
        let marked = MarkedFrame(queue: id, nonce: nonce, highest: highest, epoch: 0, code: code)
        #expect(try await pair.ana.chat.mail.marked(marked) == .stop)
        #expect(try await queue(id, of: pair.ana).nextSequence == Mail.sequenceLimit)
        _ = try await pair.ana.chat.mail.send("two", in: chats.a, as: try await pair.ana.signIn("ana"))
    }

    private func queue(_ id: QueueID, of node: TestNode) async throws -> OutgoingQueueTable.Queue {
        try #require(try await node.chat.mail.look { try $0.outgoingQueues.find(id) })
    }
}
