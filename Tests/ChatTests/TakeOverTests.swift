import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// A connection made anew in the place of a broken one: with the same person, or with whoever has their address now.
@Suite struct TakeOverTests {
    /// Whether the contact is another account by then, and whether it is the contact who asks.
    @Test(arguments: [true, false], [true, false])
    func `what waited for one person never reaches another who has their address`(isAnother: Bool, isAskedByThem: Bool) async throws {
        let (clock, network) = (TestClock(), TestNetwork())
        let here = try await TestNode.make(clock: clock)
        var there = try await TestNode.make(clock: clock)
        let empty = try await there.backup()
        let first = there
        defer {
            here.remove()
            first.remove()
            there.remove()
            try? FileManager.default.removeItem(atPath: empty)
        }
        for node in [here, there] { await network.join(node) }
        for node in [here, there] { try await node.register(node.address == here.address ? "ana" : "ben") }
        try await connect(here, "ana", to: there, "ben", network)
        try await write("before", from: here)
        try await network.deliverAll()
        await network.setOffline(there, true)
        try await write("for the one before", from: here)
        try await network.deliverAll()

        if isAnother {
            there = try await TestNode.make(clock: clock, in: empty, nodeKey: there.nodeKey)
            try await there.register("ben")
            await network.join(there)
        }
        await network.setOffline(there, false)
        for (name, node) in [("ana", here), ("ben", there)] { try await breakConnections(of: name, at: node) }
        if isAskedByThem {
            try await connect(there, "ben", to: here, "ana", network)
        } else {
            try await connect(here, "ana", to: there, "ben", network)
        }
        let ana = try await here.signIn("ana")
        let chat = try #require(try await here.chat.mail.conversations(of: ana).first).id
        try await here.requireRenewal(of: chat)
        for _ in 0..<3 {
            for (name, node) in [("ana", here), ("ben", there)] { _ = try await node.signIn(name) }
            try await network.deliverAll()
        }
        try await write("after", from: here)
        try await network.deliverAll()

        let mine = try await here.chat.mail.messages(in: chat, of: try await here.signIn("ana"), .latest, limit: 9)
        #expect(mine.filter { $0.content == .notice(.anotherAccount) && $0.state == .notice }.count == (isAnother ? 1 : 0))
        #expect(mine.filter(\.isMine).map(\.text) == ["before", "for the one before", "after"])
        #expect(mine.filter(\.isMine).map(\.state) == [.delivered, isAnother ? .failed : .delivered, .delivered])
        if isAnother { #expect(mine.prefix(3).map(\.content) == [.text("before"), .text("for the one before"), .notice(.anotherAccount)]) }
        let ben = try await there.signIn("ben")
        let theirs = try #require(try await there.chat.mail.conversations(of: ben).first).id
        let received = try await there.chat.mail.messages(in: theirs, of: ben, .latest, limit: 9).filter { $0.state == .received }
        #expect(received.map(\.text) == (isAnother ? ["after"] : ["before", "for the one before", "after"]))
    }

    private func write(_ text: String, from node: TestNode) async throws {
        let ana = try await node.signIn("ana")
        let chat = try #require(try await node.chat.mail.conversations(of: ana).first).id
        _ = try await node.chat.mail.send(text, in: chat, as: ana)
    }

    private func breakConnections(of name: String, at node: TestNode) async throws {
        let member = try await node.signIn(name)
        for chat in try await node.chat.mail.conversations(of: member) {
            try await node.breakConnection(of: chat.id)
        }
    }

    /// One asks, the other accepts, and the answer arrives.
    private func connect(_ asking: TestNode, _ asker: String, to asked: TestNode, _ name: String, _ network: TestNetwork) async throws {
        let address = MemberAddress(name: try Username(name), node: asked.address)
        try await asking.chat.mail.sendRequest(to: address, greeting: "", as: try await asking.signIn(asker))
        let member = try await asked.signIn(name)
        let request = try #require(try await asked.chat.mail.requests(of: member).incoming.first)
        _ = try await asked.chat.mail.accept(request.id, as: member)
        try await network.deliverAll()
        #expect(try await asking.chat.mail.conversations(of: asking.signIn(asker)).count == 1)
    }
}
