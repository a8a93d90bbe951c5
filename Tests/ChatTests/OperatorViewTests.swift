import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// What the operator, or a thief of the disk, reads of a member who is logged out, the node key in hand.
@Suite struct OperatorViewTests {
    private static let needles = [
        "a needle in a text of mine", "a needle in a text of theirs", "a needle in a text on its way", "a needle in my greeting",
        "a needle in their greeting", "a needle in a greeting nobody answered", "benedikt", "carlotta", "dominique",
    ]

    /// The node of annabella, who knows benedikt, was asked by carlotta and asked dominique, all of another node; and texts in every state.
    private struct World {
        let node: TestNode
        let other: TestNode
        let key: AccountKey
        let network = TestNetwork()

        init() async throws {
            let clock = TestClock()
            (node, other) = (try await TestNode.make(clock: clock), try await TestNode.make(clock: clock))
            for each in [node, other] { await network.join(each) }
            let anna = try await node.member("annabella")
            key = anna.key
            let ben = try await other.member("benedikt")
            try await node.chat.mail.sendRequest(to: ben.address, greeting: "a needle in my greeting", as: anna)
            let there = try await other.signIn("benedikt")
            let chat = try await other.chat.mail.accept(
                try #require(try await other.chat.mail.requests(of: there).incoming.first).id, as: there)
            try await network.deliverAll()
            let here = try await node.signIn("annabella")
            let mine = try #require(try await node.chat.mail.conversations(of: here).first).id
            _ = try await node.chat.mail.send("a needle in a text of mine", in: mine, as: here)
            _ = try await other.chat.mail.send("a needle in a text of theirs", in: chat, as: there)
            try await network.deliverAll()
            _ = try await node.signIn("annabella")
            let carlotta = try await other.member("carlotta")
            try await other.chat.mail.sendRequest(to: anna.address, greeting: "a needle in their greeting", as: carlotta)
            let dominique = try await other.member("dominique")
            let last = try await node.signIn("annabella")
            try await node.chat.mail.sendRequest(to: dominique.address, greeting: "a needle in a greeting nobody answered", as: last)
            await network.setOffline(other, true)
            _ = try await node.chat.mail.send("a needle in a text on its way", in: mine, as: last)
            // What arrives now is opened by nobody: she has logged out.
            node.chat.accounts.endOtherSignIns(of: last)
            node.chat.accounts.presence.end(last.signIn)
            _ = try await other.chat.mail.send("a needle in a text of theirs", in: chat, as: there)
            try await network.deliverAll()
        }

        var nodeRecords: SecretBytes { HKDFSHA256.derive(node.nodeKey, salt: [], info: Array("ONION1/node-key/records\0".utf8), count: 64) }
        var accountRecords: SecretBytes {
            HKDFSHA256.derive(key.secret, salt: [], info: Array("ONION1/account-key/records\0".utf8), count: 64)
        }

        func remove() {
            node.remove()
            other.remove()
        }
    }

    @Test func `with the database and the node key, the operator finds no text, no contact and no greeting`() async throws {
        let world = try await World()
        defer { world.remove() }
        let dump = try await DatabaseDump(world.node.store)
        let opened = dump.opened(by: world.nodeRecords)
        for needle in Self.needles {
            #expect(DatabaseDump.places(of: needle, in: dump.cells) == [], "\(needle)")
            #expect(DatabaseDump.places(of: needle, in: opened) == [], "\(needle)")
        }
        // That the node key does open something: what the node needs while members are away, and says plainly.
        #expect(Set(opened.map(\.table)).isSuperset(of: ["account", "incoming_queue", "outgoing_queue", "outbox", "inbox"]))
        #expect(DatabaseDump.places(of: "annabella", in: opened) == ["account.card"])
        #expect(DatabaseDump.places(of: world.other.address.publicKey.bytes, in: opened).contains { $0.hasPrefix("outgoing_queue.") })
    }

    @Test func `with the account key every one of them is found: the search can find`() async throws {
        let world = try await World()
        defer { world.remove() }
        let dump = try await DatabaseDump(world.node.store)
        var opened = dump.opened(by: world.accountRecords)
        let (account, key) = (try await account(at: world.node), world.key)
        let histories = try await world.node.store.read { transaction in
            try TestNode.scope(transaction, world.node).member(
                account, at: MemberAddress(name: try Username("ana"), node: world.node.address), key
            ).conversations.all().map(\.record.historyKey)
        }
        for history in histories { opened += dump.opened(by: history) }
        // The greeting of a request that was answered is gone by then.
        for needle in Self.needles where needle != "a needle in my greeting" {
            #expect(DatabaseDump.places(of: needle, in: opened) != [], "\(needle)")
        }
    }

    @Test func `no file of the data folder holds a needle either, deleted rows and log included`() async throws {
        let world = try await World()
        defer { world.remove() }
        for (name, data) in try VanishingWorld.files(in: world.node.folder) {
            for needle in Self.needles + ["annabella", world.node.address.serviceID, world.other.address.serviceID] {
                #expect(data.range(of: Data(needle.utf8)) == nil, "\(needle) lies in \(name)")
            }
        }
    }

    private func account(at node: TestNode) async throws -> AccountID {
        AccountID(row: try #require(try await node.store.read { try $0.row("SELECT id FROM account")?.integer(0) }))
    }
}
