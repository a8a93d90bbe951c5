import EventLoop
import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Store

@Suite struct DestructionRaceTests {
    @Test func `what another browser still does for a destroyed account is refused and leaves nothing`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let (chat, ana, chats) = (world.node.chat, world.ana, world.chats)
        // The other browser: signed in, and with a live page.
        let other = try await world.node.signIn("ana")
        let waiting = try #require(try await chat.mail.requests(of: other).incoming.first)
        let denied = try #require(try await chat.mail.requests(of: other).denied.first)
        let page = await chat.mail.changes(in: chats.ana, of: other)
        try await world.node.register("eve")
        #expect(try await chat.mail.search("eve", as: other).relation == .stranger)
        try await chat.accounts.destroy(account: ana.account)

        #expect(!chat.isSignedIn(other))
        for await _ in page {}  // It ends: or the test would never.
        await #expect(throws: ChatError.signedOut) { _ = try await chat.mail.send("too late", in: chats.ana, as: other) }
        await #expect(throws: ChatError.signedOut) { _ = try await chat.mail.accept(waiting.id, as: other) }
        await #expect(throws: ChatError.signedOut) { try await chat.mail.deny(waiting.id, as: other) }
        await #expect(throws: ChatError.signedOut) { try await chat.mail.undoDenial(denied.id, as: other) }
        await #expect(throws: ChatError.signedOut) { try await chat.mail.sendRequest(to: world.ben.address, greeting: "x", as: other) }
        await #expect(throws: ChatError.notFound) { _ = try await chat.mail.messages(in: chats.ana, of: other, .latest, limit: 9) }
        #expect(try await chat.mail.requests(of: other) == Requests(incoming: [], outgoing: []))
        #expect(try await chat.mail.conversations(of: other).isEmpty)
        await #expect(throws: ChatError.signedOut) { _ = try await chat.mail.search("eve", as: other) }
        for await _ in await chat.mail.changes(in: chats.ana, of: other) {}
        await chat.mail.opened(for: other)
        try await expectNothingLeft(of: world)
    }

    @Test func `whatever goes on while an account is destroyed, nothing of it is left`() async throws {
        for round in 0..<6 {
            let world = try await VanishingWorld()
            defer { world.node.remove() }
            let (chat, chats, ben) = (world.node.chat, world.chats, world.ben)
            let browsers = [world.ana, try await world.node.signIn("ana")]
            let requests = try await chat.mail.requests(of: browsers[0])
            await withTaskGroup(of: Void.self) { group in
                for (number, browser) in browsers.enumerated() {
                    for step in 0..<8 {
                        group.addTask { _ = try? await chat.mail.send("in between \(step)", in: chats.ana, as: browser) }
                        group.addTask { _ = try? await chat.mail.messages(in: chats.ana, of: browser, .latest, limit: 50) }
                        group.addTask { await chat.mail.opened(for: browser) }
                    }
                    for request in requests.incoming { group.addTask { _ = try? await chat.mail.accept(request.id, as: browser) } }
                    for request in requests.denied { group.addTask { try? await chat.mail.undoDenial(request.id, as: browser) } }
                    group.addTask { _ = try? await chat.mail.search("dora", as: browser) }
                    group.addTask { try? await chat.mail.sendRequest(to: ben.address, greeting: "again", as: browser) }
                    if number == round % 2 { group.addTask { try? await chat.accounts.destroy(account: browser.account) } }
                    group.addTask { _ = try? await world.node.signIn("ana") }
                    group.addTask { _ = try? await chat.mail.send("to ana", in: chats.ben, as: ben) }
                    group.addTask { try? await world.network.deliverAll() }
                }
            }
            // Two at once are one.
            try await chat.accounts.destroy(account: world.ana.account)
            try await expectNothingLeft(of: world)
        }
    }

    @Test func `a queue of a destroyed account answers as one that never was`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let chat = world.node.chat
        _ = try await chat.mail.send("one more", in: world.chats.ben, as: world.ben)
        let found = try await chat.mail.look(as: world.ben) { mine in
            try mine.connections.connection(of: world.chats.ben).flatMap { try mine.outgoingQueues.textQueue(of: $0.id) }
        }
        let queue = try #require(found)
        let mark = try await chat.mail.mark(for: queue.id)
        let frame = try #require(try await chat.mail.deliveries(of: queue.id, from: queue.nextSequence - 1, limit: 1).first)
        guard case .resume = try await chat.mail.marked(chat.mail.receive(mark)) else {
            Issue.record("the queue works until then")
            return
        }

        try await chat.accounts.destroy(account: world.ana.account)
        let stored = try await chat.mail.receive(frame)
        #expect(stored.queue == frame.queue && stored.sequence == frame.sequence && stored.status == StoredFrame.stored)
        #expect(try await !chat.mail.stored(stored), "its code proves nothing")
        let marked = try await chat.mail.receive(mark)
        #expect(marked.highest == 0 && marked.epoch == 0)
        #expect(try await chat.mail.marked(marked) == .invalid)
        // Ben keeps what he has, and his message waits as for anybody who can't be reached.
        let texts = try await chat.mail.messages(in: world.chats.ben, of: world.ben, .latest, limit: 50)
        #expect(texts.last?.text == "one more" && texts.last?.state == .queued)
        #expect(try await chat.mail.conversation(world.chats.ben, of: world.ben).notice == nil)
    }

    @Test func `requests of a destroyed account stay with those who got them`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        try await world.node.chat.accounts.destroy(account: world.ana.account)
        let cleo = try await world.node.signIn("cleo")
        let request = try #require(try await world.node.chat.mail.requests(of: cleo).incoming.first)
        #expect(request.from == world.ana.address && request.greeting == VanishingWorld.needle)
        let chat = try await world.node.chat.mail.accept(request.id, as: cleo)
        _ = try await world.node.chat.mail.send("anybody there?", in: chat, as: cleo)
        try await world.network.deliverAll()
        #expect(try await world.node.chat.mail.messages(in: chat, of: cleo, .latest, limit: 9).map(\.state) == [.queued])
        try await expectNothingLeft(of: world)
    }

    @Test func `a contact on another node gets no more answers, and that node is told nothing`() async throws {
        let world = try await RenewalWorld()
        let (here, there) = (await world.nodes[0], await world.nodes[1])
        let ana = try await here.signIn("ana")
        try await world.send("hello", from: 0)
        try await world.deliver()
        try await here.chat.accounts.destroy(account: ana.account)
        try await world.send("are you there?", from: 1)
        for _ in 0..<3 { try await world.deliver() }
        let shown = try await world.messages(of: 1)
        #expect(shown.map(\.text) == ["hello", "are you there?"] && shown.last?.state == .queued)
        #expect(try await world.notice(of: 1) == nil)
        // A search for her is answered as one for a name that never was.
        func answer(_ name: String) async throws -> SearchAnswer {
            let query = SearchQuery(
                name: try Username(name), pseudonym: [UInt8](repeating: 1, count: 16), invite: [UInt8](repeating: 2, count: 16))
            return await here.chat.mail.answer(query, from: there.address)
        }
        guard case .notFound = try await answer("ana"), case .notFound = try await answer("nobody") else {
            Issue.record("both are not found")
            return
        }
        await world.remove()
    }

    @Test func `before a destruction the memory holds the account, where a look at all of it finds it`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let (chat, id) = (world.node.chat, world.ana.account.row)
        _ = try await chat.mail.search("dora", as: world.ana)
        let walk = await spawn { MemoryWalk(for: id, in: [("mail", chat.mail), ("accounts", chat.accounts)]) }.value
        #expect(walk.places.contains { $0.hasPrefix("accounts.dormancy") }, "\(walk.places)")
        #expect(walk.places.contains { $0.hasPrefix("mail.foundCards") }, "\(walk.places)")
        #expect(walk.places.contains { $0.hasPrefix("mail.limits") }, "\(walk.places)")
    }

    private func expectNothingLeft(of world: VanishingWorld, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let (node, ana) = (world.node, world.ana)
        let rows = try await AccountRows(in: node.store, of: ana.account.row).counts(in: node.store)
        #expect(rows.values.allSatisfy { $0 == 0 }, "\(rows)", sourceLocation: sourceLocation)
        let id = ana.account.row
        // In whatever table, whether it reaches accounts by a foreign key or not: no number is this account's, and no bytes hold it.
        let bytes = Data((0..<8).map { UInt8(truncatingIfNeeded: id >> (56 - 8 * $0)) })
        for table in try await node.store.control("SELECT name FROM sqlite_schema WHERE type = 'table'").map({ try $0.text(0) }) {
            for row in try await node.store.control(SQL.made("SELECT * FROM \(table)")) {
                for case .integer(let number) in row.values { #expect(number != id, "\(table)", sourceLocation: sourceLocation) }
                for case .bytes(let value) in row.values {
                    #expect(Data(value).range(of: bytes) == nil, "\(table)", sourceLocation: sourceLocation)
                }
            }
        }
        let chat = node.chat
        let walk = await spawn { MemoryWalk(for: id, in: [("mail", chat.mail), ("accounts", chat.accounts)]) }.value
        #expect(walk.places.isEmpty, sourceLocation: sourceLocation)
        #expect(walk.valueCount > 100, "it saw too little to be believed", sourceLocation: sourceLocation)
        #expect(chat.accounts.context.presence.signIns(of: ana.account, now: world.clock.now).isEmpty, sourceLocation: sourceLocation)
        #expect(chat.accounts.context.presence.present(ana.account, now: world.clock.now) == nil, sourceLocation: sourceLocation)
        await #expect(throws: SignInError.refused, sourceLocation: sourceLocation) { _ = try await node.signIn("ana") }
    }
}
