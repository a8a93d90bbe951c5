import Accounts
import Chat
import Crypto
import Domain
import Foundation
import Mail
import Store
import Testing

/// Two nodes in one process: the rules of the domain without a wire.
@Suite struct ConversationTests {
    struct Pair {
        let clock = TestClock()
        let network = TestNetwork()
        let ana: TestNode
        let ben: TestNode

        init() async throws {
            ana = try await .make(clock: clock)
            ben = try await .make(clock: clock)
            await network.join(ana)
            await network.join(ben)
        }

        /// Connects both members: Ana asks, Ben accepts.
        func connect(_ a: Member, _ b: Member) async throws -> (a: ConversationID, b: ConversationID) {
            _ = try await ana.chat.mail.search(b.address.description, as: a)
            try await ana.chat.mail.sendRequest(to: b.address, greeting: "hello ben", as: a)
            let ben = try await self.ben.signIn("ben")
            let request = try #require(try await self.ben.chat.mail.requests(of: ben).incoming.first)
            #expect(request.from == a.address)
            #expect(request.greeting == "hello ben")
            let mine = try await self.ben.chat.mail.accept(request.id, as: ben)
            try await network.deliverAll()
            let ana = try await self.ana.signIn("ana")
            let theirs = try #require(try await self.ana.chat.mail.conversations(of: ana).first)
            return (theirs.id, mine)
        }

        func remove() {
            ana.remove()
            ben.remove()
        }
    }

    @Test func `two members of two nodes find each other, connect and talk in order, once each`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        for number in 0..<10 {
            _ = try await pair.ana.chat.mail.send("from ana \(number)", in: chats.a, as: ana)
            try await pair.network.deliverAll()
            _ = try await pair.ben.chat.mail.send("from ben \(number)", in: chats.b, as: ben)
            try await pair.network.deliverAll()
        }
        let expected = (0..<10).flatMap { ["from ana \($0)", "from ben \($0)"] }
        // The members of the pages are those of a new visit: a visit opens what came.
        let anaAgain = try await pair.ana.signIn("ana")
        let benAgain = try await pair.ben.signIn("ben")
        let seenByAna = try await pair.ana.chat.mail.messages(in: chats.a, of: anaAgain, .latest, limit: 100)
        let seenByBen = try await pair.ben.chat.mail.messages(in: chats.b, of: benAgain, .latest, limit: 100)
        #expect(Set(seenByAna.map(\.text)) == Set(expected) && seenByAna.count == 20)
        #expect(seenByAna.filter(\.isMine).map(\.text) == (0..<10).map { "from ana \($0)" })
        #expect(seenByAna.filter { !$0.isMine }.map(\.text) == (0..<10).map { "from ben \($0)" })
        #expect(seenByBen.filter { !$0.isMine }.map(\.text) == (0..<10).map { "from ana \($0)" })
        #expect(seenByAna.filter(\.isMine).allSatisfy { $0.state == .delivered })
    }

    @Test func `what was written right after accepting is read with the answer`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        _ = try await pair.ben.member("ben")
        try await pair.ana.chat.mail.sendRequest(
            to: MemberAddress(name: try Username("ben"), node: pair.ben.address), greeting: "hello", as: ana)
        let ben = try await pair.ben.signIn("ben")
        let request = try #require(try await pair.ben.chat.mail.requests(of: ben).incoming.first)
        let chat = try await pair.ben.chat.mail.accept(request.id, as: ben)
        for text in ["one", "two"] { _ = try await pair.ben.chat.mail.send(text, in: chat, as: ben) }
        try await pair.network.deliverAll()
        let anaAgain = try await pair.ana.signIn("ana")
        let mine = try #require(try await pair.ana.chat.mail.conversations(of: anaAgain).first)
        #expect(try await pair.ana.chat.mail.messages(in: mine.id, of: anaAgain, .latest, limit: 9).map(\.text) == ["one", "two"])
        #expect(mine.unreadCount == 2)
    }

    @Test func `what leaves for another node has one of the three sizes of the wire`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let texts = [("x", 1), ("x", 3688), ("x", 3689), ("水", 8000)]
        for (character, count) in texts {
            _ = try await pair.ben.chat.mail.send(String(repeating: character, count: count), in: chats.b, as: ben)
        }
        let queue = try #require(try await pair.ben.chat.mail.queuesWithMail(for: pair.ana.address).first)
        let frames = try await pair.ben.chat.mail.deliveries(of: queue, from: 1, limit: 32)
        #expect(frames.map(\.envelope.count) == [0, 0, 1, 2].map { DeliverFrame.envelopeByteCounts[$0] })
    }

    @Test func `lost answers and repeated envelopes neither lose nor double a message`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        for number in 0..<40 { _ = try await pair.ana.chat.mail.send("\(number)", in: chats.a, as: ana) }
        for round in 0..<4 { try await pair.network.deliverAll { ($0.sequence + UInt64(round)).isMultiple(of: 3) } }
        try await pair.network.deliverAll()
        let again = try await pair.ben.signIn("ben")
        let seen = try await pair.ben.chat.mail.messages(in: chats.b, of: again, .latest, limit: 200)
        #expect(seen.map(\.text) == (0..<40).map(String.init))
        #expect(try await pair.ana.chat.mail.waitingEnvelopeCount() == 0)
    }

    @Test func `messages wait while the other node is away and say so`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        await pair.network.setOffline(pair.ben, true)
        _ = try await pair.ana.chat.mail.send("later", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        await pair.ana.chat.mail.linkFailed(to: pair.ben.address, failure: .offline)
        #expect(try await pair.ana.chat.mail.messages(in: chats.a, of: ana, .latest, limit: 9).last?.state == .queued)
        #expect(try await pair.ana.chat.mail.conversation(chats.a, of: ana).notice == .waiting(.offline))
        await pair.network.setOffline(pair.ben, false)
        try await pair.network.deliverAll()
        #expect(try await pair.ana.chat.mail.messages(in: chats.a, of: ana, .latest, limit: 9).last?.state == .delivered)
        #expect(try await pair.ana.chat.mail.conversation(chats.a, of: ana).notice == nil)
    }

    @Test func `a message that nobody took in fourteen days expires and tells its sender`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        await pair.network.setOffline(pair.ben, true)
        _ = try await pair.ana.chat.mail.send("too late", in: chats.a, as: ana)
        pair.clock.advance(seconds: 15 * 86_400)
        await pair.network.setOffline(pair.ben, false)
        try await pair.network.deliverAll()
        let again = try await pair.ana.signIn("ana")
        #expect(try await pair.ana.chat.mail.messages(in: chats.a, of: again, .latest, limit: 9).last?.state == .expired)
        // What follows an expired message still arrives.
        _ = try await pair.ana.chat.mail.send("in time", in: chats.a, as: again)
        try await pair.network.deliverAll()
        let benAgain = try await pair.ben.signIn("ben")
        #expect(try await pair.ben.chat.mail.messages(in: chats.b, of: benAgain, .latest, limit: 9).map(\.text) == ["in time"])
    }

    @Test func `a live page is told of what comes, and holds its member present`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let live = try await pair.ben.signIn("ben")
        let changes = await pair.ben.chat.mail.changes(in: chats.b, of: live)
        _ = try await pair.ana.chat.mail.send("now", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        var texts: [String] = []
        for await _ in changes {
            texts = try await pair.ben.chat.mail.messages(in: chats.b, of: live, .latest, limit: 9).map(\.text)
            if !texts.isEmpty { break }
        }
        #expect(texts == ["now"])
    }

    @Test func `what came just before a live page opened is told to it`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let visit = try await pair.ben.signIn("ben")
        _ = try await pair.ana.chat.mail.send("early", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        var texts: [String] = []
        for await _ in await pair.ben.chat.mail.changes(in: chats.b, of: visit) {
            texts = try await pair.ben.chat.mail.messages(in: chats.b, of: visit, .latest, limit: 9).map(\.text)
            if !texts.isEmpty { break }
        }
        #expect(texts == ["early"])
    }

    @Test func `forged and foreign frames change nothing`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        _ = try await pair.ana.chat.mail.send("true", in: chats.a, as: ana)
        let queue = try #require(try await pair.ana.chat.mail.queuesWithMail(for: pair.ben.address).first)
        let frame = try #require(try await pair.ana.chat.mail.deliveries(of: queue, from: 1, limit: 1).first)
        var envelope = frame.envelope
        envelope[100] ^= 1
        let forged = DeliverFrame(
            queue: queue, sequence: frame.sequence, expiry: frame.expiry, kind: frame.kind, code: frame.code, envelope: envelope)
        let answer = try await pair.ben.chat.mail.receive(forged)
        #expect(try await pair.ana.chat.mail.stored(answer) == false)
        let unknown = DeliverFrame(
            queue: Random.bytes(16), sequence: 1, expiry: frame.expiry, kind: 1, code: frame.code, envelope: frame.envelope)
        #expect(try await pair.ben.chat.mail.receive(unknown).code.count == 16)
        let forgedReceipt = StoredFrame(queue: queue, sequence: frame.sequence, status: 2, code: Random.bytes(16))
        #expect(try await pair.ana.chat.mail.stored(forgedReceipt) == false)
        let mark = try await pair.ana.chat.mail.mark(for: queue)
        let forgedMark = MarkedFrame(queue: queue, nonce: mark.nonce, highest: 900, epoch: 0, code: Random.bytes(16))
        #expect(try await pair.ana.chat.mail.marked(forgedMark) == .invalid)
        try await pair.network.deliverAll()
        let again = try await pair.ben.signIn("ben")
        #expect(try await pair.ben.chat.mail.messages(in: chats.b, of: again, .latest, limit: 9).map(\.text) == ["true"])
    }

    @Test func `two browsers of one member writing at once use no key twice`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let other = try await pair.ana.signIn("ana")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 {
                group.addTask {
                    _ = try await pair.ana.chat.mail.send("\(number)", in: chats.a, as: number.isMultiple(of: 2) ? ana : other)
                }
            }
            try await group.waitForAll()
        }
        try await pair.network.deliverAll()
        let again = try await pair.ben.signIn("ben")
        let seen = try await pair.ben.chat.mail.messages(in: chats.b, of: again, .latest, limit: 200)
        #expect(seen.count == 30)
        #expect(Set(seen.map(\.text)) == Set((0..<30).map(String.init)))
    }

    @Test func `texts are bounded, trimmed and keep their lines`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        await #expect(throws: ChatError.textEmpty) { try await pair.ana.chat.mail.send(" \r\n\0 ", in: chats.a, as: ana) }
        await #expect(throws: ChatError.textTooLong(limit: Mail.textCharacterLimit)) {
            try await pair.ana.chat.mail.send(String(repeating: "x", count: 8001), in: chats.a, as: ana)
        }
        let long = String(repeating: "ż", count: 8000)
        _ = try await pair.ana.chat.mail.send(long, in: chats.a, as: ana)
        _ = try await pair.ana.chat.mail.send("  two\r\nlines\rand three ", in: chats.a, as: ana)
        try await pair.network.deliverAll()
        let again = try await pair.ben.signIn("ben")
        let seen = try await pair.ben.chat.mail.messages(in: chats.b, of: again, .latest, limit: 9)
        #expect(seen.map(\.text) == [long, "two\nlines\nand three"])
    }

    @Test func `nobody reads a conversation that is not theirs`() async throws {
        let pair = try await Pair()
        defer { pair.remove() }
        let ana = try await pair.ana.member("ana")
        let ben = try await pair.ben.member("ben")
        let chats = try await pair.connect(ana, ben)
        let eve = try await pair.ana.member("eve")
        await #expect(throws: ChatError.notFound) { try await pair.ana.chat.mail.messages(in: chats.a, of: eve, .latest, limit: 9) }
        await #expect(throws: ChatError.notFound) { try await pair.ana.chat.mail.send("x", in: chats.a, as: eve) }
        await #expect(throws: ChatError.notFound) { try await pair.ana.chat.mail.conversation(chats.a, of: eve) }
    }
}
