import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

/// Two real domains and the wire between them.
@Suite struct TwoChatsTests {
    /// Polls the pages of a member until `condition` holds.
    @Loop private static func poll<Value: Sendable>(
        _ what: Comment, _ look: @Loop () async throws -> Value?
    ) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let value = try await look() { return value }
            try await sleep(for: .milliseconds(5))
        }
        Issue.record(what)
        throw NeverHappened()
    }

    /// Ann asks Bob, Bob accepts; the conversation at each end.
    @Loop private static func connect(_ ann: ChatNode, _ bob: ChatNode) async throws -> (ann: ConversationID, bob: ConversationID) {
        let (annMember, bobMember) = (try await ann.member(), try await bob.member())
        let profile = try await ann.chat.mail.search(bobMember.address.description, as: annMember)
        #expect(profile.relation == .stranger)
        try await ann.chat.mail.sendRequest(to: bobMember.address, greeting: "hello", as: annMember)
        let request = try await poll("the request arrives") {
            try await bob.chat.mail.requests(of: bob.member()).incoming.first
        }
        let bobs = try await bob.chat.mail.accept(request.id, as: bobMember)
        let anns = try await poll("the acceptance arrives") {
            try await ann.chat.mail.conversations(of: ann.member()).first?.id
        }
        return (anns, bobs)
    }

    /// What a member received in a conversation, page by page.
    @Loop private static func texts(_ node: ChatNode, _ conversation: ConversationID) async throws -> [String] {
        let member = try await node.member()
        var messages = try await node.chat.mail.messages(in: conversation, of: member, .latest, limit: 100)
        while let first = messages.first {
            let elder = try await node.chat.mail.messages(in: conversation, of: member, .before(first.id), limit: 100)
            guard !elder.isEmpty else { break }
            messages = elder + messages
        }
        return messages.filter { !$0.isMine }.map(\.text)
    }

    @Test func `members of two nodes exchange a hundred messages each way, in order and once, while links are cut`() async throws {
        try await onLoop {
            let network = try TestNetwork()
            defer { network.remove() }
            let (ann, bob) = (try await ChatNode(in: network, member: "ann"), try await ChatNode(in: network, member: "bob"))
            let conversations = try await Self.connect(ann, bob)
            let (annMember, bobMember) = (try await ann.member(), try await bob.member())
            for number in 1...100 {
                _ = try await ann.chat.mail.send("to bob \(number)", in: conversations.ann, as: annMember)
                _ = try await bob.chat.mail.send("to ann \(number)", in: conversations.bob, as: bobMember)
                if Random.integer(below: 4) == 0 { network.streams.last?.close() }
            }
            try await eventually("the outboxes are empty") { ann.node.linkCount + bob.node.linkCount > 0 }
            _ = try await Self.poll("all messages arrive") {
                let counts = (try await Self.texts(ann, conversations.ann).count, try await Self.texts(bob, conversations.bob).count)
                return counts == (100, 100) ? true : nil
            }
            #expect(try await Self.texts(bob, conversations.bob) == (1...100).map { "to bob \($0)" })
            #expect(try await Self.texts(ann, conversations.ann) == (1...100).map { "to ann \($0)" })
            _ = try await Self.poll("all is acknowledged") {
                try await ann.chat.mail.waitingEnvelopeCount() + bob.chat.mail.waitingEnvelopeCount() == 0 ? true : nil
            }
            #expect(ann.node.status.violations.isEmpty && bob.node.status.violations.isEmpty)
            try await ann.stop()
            try await bob.stop()
        }
    }
}
