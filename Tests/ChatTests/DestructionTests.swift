import Crypto
import EventLoop
import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Store

@Suite struct DestructionTests {
    @Test func `a destroyed account is gone, and its name stays taken until its shell goes`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        try await node.chat.accounts.destroy(account: ana.account)
        #expect(node.chat.isSignedIn(ana) == false)
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register("ana") }
        let shell = try #require(try await node.store.read { try $0.row("SELECT id FROM account")?.integer(0) })
        #expect(shell != ana.account.row)
        try await node.chat.accounts.removeDormant(account: AccountID(row: shell))
        #expect(try await node.member("ana").name.text == "ana")
    }

    @Test func `a dormant account is gone, and its name is free`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let needles = try await world.needles()
        try await world.node.chat.accounts.removeDormant(account: world.ana.account)
        #expect(try VanishingWorld.found(needles, in: world.node.folder) == 0)
        await #expect(throws: SignInError.refused) { _ = try await world.node.signIn("ana") }
        #expect(try await world.node.member("ana").account != world.ana.account)
    }

    @Test func `every table with something of an account goes with it, and no other table knows of accounts`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let rows = try await AccountRows(in: node.store)
        // What the node itself keeps. A table that is neither here nor reaches `account` by cascading foreign keys would outlive its account.
        #expect(rows.others == ["migration", "onion", "capsule", "setting", "served_days", "invite", "attempt", "account_count", "blob"])
        for table in rows.others {
            let columns = try await node.store.control("SELECT name FROM pragma_table_info(\(table))").map { try $0.text(0) }
            #expect(!columns.contains { $0.contains("account") || $0 == "connection" || $0 == "queue" }, "\(table)")
        }
    }

    @Test func `after a destruction nothing of the account lies in any file, and others have what they had`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let needles = try await world.needles()
        let rows = try await AccountRows(in: world.node.store, of: world.ana.account.row).counts(in: world.node.store)
        for table in ["connection", "message", "inbox", "outbox", "incoming_request", "outgoing_request", "denial", "blob_use"] {
            #expect(rows[table, default: 0] > 0, "the test has nothing to look for in \(table)")
        }
        #expect(try VanishingWorld.found(needles, in: world.node.folder) == needles.count)
        let theirs = try await AccountRows(in: world.node.store, of: world.ben.account.row).needles(in: world.node.store)

        try await world.node.chat.accounts.destroy(account: world.ana.account)
        try await world.expectGone(in: world.node, needles)
        #expect(try VanishingWorld.found(theirs, in: world.node.folder) >= theirs.count - 8, "ben's visit opens one envelope")
    }

    @Test func `killed after any transaction of a destruction, the node finishes it at its next start`() async throws {
        let world = try await VanishingWorld(messageCount: 5)
        defer { world.node.remove() }
        let needles = try await world.needles()
        var destruction = Destruction(
            account: world.ana.account, keepsName: true, store: world.node.store, nodeKey: world.node.chat.mail.nodeKey,
            eraseFile: world.node.chat.accounts.eraseFile, holders: world.node.chat.accounts.holders)
        destruction.rowsAtOnce = 2
        var copies = [(label: "before", folder: try world.killed())]
        for step in Destruction.Step.allCases {
            var isLeft = true
            while isLeft {
                isLeft = try await destruction.runPiece(of: step)
                copies.append(("after \(step) \(copies.count)", try world.killed()))
            }
        }
        defer { for copy in copies { try? FileManager.default.removeItem(atPath: copy.folder) } }
        #expect(copies.count > 8)
        for (label, folder) in copies {
            let again = try await TestNode.make(clock: world.clock, in: folder, nodeKey: world.node.nodeKey)
            if label == "before" {
                #expect(try await again.signIn("ana").account == world.ana.account)
            } else {
                try await world.expectGone(in: again, needles, label)
            }
        }
    }

    @Test func `a process that reads the database delays the emptying of the log, and nothing else`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let needles = try await world.needles()
        let reader = try Connection.connect(path: world.node.folder + "/node.db")
        try reader.control("BEGIN")
        try reader.control("SELECT count(*) FROM message")
        let (node, ana) = (world.node, world.ana)
        try await node.chat.accounts.destroy(account: ana.account)
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        #expect(try VanishingWorld.found(needles, in: node.folder) > 0, "the reader holds old pages: or the test tests nothing")
        try reader.control("COMMIT")
        let isEmptied = try await poll { try VanishingWorld.found(needles, in: node.folder) == 0 }
        #expect(isEmptied)
        try await world.expectGone(in: node, needles)
    }

    @Test func `what the disk refuses is tried again until it is done`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let needles = try await world.needles()
        let (node, ana) = (world.node, world.ana)
        try await node.store.control("PRAGMA query_only = ON")
        await #expect(throws: ChatError.storage) { try await node.chat.accounts.destroy(account: ana.account) }
        #expect(try await world.halves(of: ana.account).allSatisfy { !needles.contains($0) }, "the page is the first to go")
        try await node.store.control("PRAGMA query_only = OFF")
        let isGone = try await poll { try VanishingWorld.found(needles, in: node.folder) == 0 }
        #expect(isGone)
        try await world.expectGone(in: node, needles)
    }
}

/// Waits, without sleeping, until `condition` holds; false when that takes longer than `limit`.
func poll(for limit: Duration = .seconds(20), until condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}
