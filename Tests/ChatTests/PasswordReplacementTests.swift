import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// The steps of a change of passwords, with the process killed between them: what is on the disk then is copied and started anew.
@Suite struct PasswordReplacementTests {
    private struct Killed: Error {}

    private static let old = "correct horse 3 97 battery"
    private static let new = "window seat gravel 53"
    private static let newDestruction = "lantern harbour wicker 41"

    private struct World {
        let clock = TestClock()
        let node: TestNode
        let ana: Member
        let replacement: PasswordReplacement

        init() async throws {
            node = try await TestNode.make(clock: clock)
            ana = try await node.member("ana")
            let (key, eraseFile, name) = (NodeKey(node.nodeKey), node.chat.accounts.eraseFile, ana.name)
            let before = try #require(try await node.store.read { try PasswordReplacement.Before(of: name, key, eraseFile, in: $0) })
            let salt = Random.bytes(16)
            func hash(_ password: String) throws -> SecretBytes {
                try Argon2id.derive(password: secret(password), salt: salt, pepper: key.pepper, parameters: cheapPasswords)
            }
            replacement = PasswordReplacement(
                before: before, name: name, parameters: cheapPasswords, salt: salt, login: try hash(new),
                destruction: try hash(newDestruction),
                key: ana.key)
        }

        func commit() async throws {
            let (replacement, key, eraseFile) = (replacement, NodeKey(node.nodeKey), node.chat.accounts.eraseFile)
            try await node.store.write { try replacement.commit(key, eraseFile, in: $0) }
        }

        func isDue(at node: TestNode) async throws -> Bool { try await !node.store.read { try PasswordReplacement.due(in: $0) }.isEmpty }

        /// The half that was in use before the change, as it lies on the disk of `node`.
        func halfBefore(at node: TestNode) throws -> SecretBytes {
            try node.chat.accounts.eraseFile.half(replacement.before.credentials.half, of: replacement.before.page)
        }

        /// Kills the process here: what is on the disk is all that a new one finds.
        func restarted() async throws -> TestNode {
            let folder = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: node.folder, toPath: folder)
            return try await TestNode.make(clock: clock, in: folder, nodeKey: node.nodeKey)
        }

        func opens(_ password: String, at node: TestNode) async throws -> Bool {
            do {
                let cookie = try await node.chat.accounts.signIn(name: "ana", password: secret(password))
                return try #require(await node.chat.member(for: cookie)).key.secret.isEqual(to: ana.key.secret)
            } catch SignInError.refused { return false }
        }
    }

    @Test func `killed after the other half was written, the password before opens`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let (replacement, key, eraseFile) = (world.replacement, NodeKey(world.node.nodeKey), world.node.chat.accounts.eraseFile)
        await #expect(throws: Killed.self) {
            try await world.node.store.write {
                try replacement.commit(key, eraseFile, in: $0)
                throw Killed()
            }
        }
        let node = try await world.restarted()
        defer { node.remove() }
        #expect(try await world.opens(Self.old, at: node))
        #expect(try await !world.opens(Self.new, at: node))
        // The same change can be made again.
        try await world.commit()
        #expect(try await world.opens(Self.new, at: world.node))
    }

    @Test func `killed before the half in use till then was wiped, a start wipes it, and the new password opens`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let half = try world.halfBefore(at: world.node)
        try await world.commit()
        #expect(try await world.isDue(at: world.node))
        #expect(try world.halfBefore(at: world.node).isEqual(to: half))
        let node = try await world.restarted()
        defer { node.remove() }
        #expect(try await !world.isDue(at: node))
        #expect(try !world.halfBefore(at: node).isEqual(to: half))
        #expect(try await !world.opens(Self.old, at: node))
        #expect(try await world.opens(Self.new, at: node))
        #expect(try await !world.opens(Self.newDestruction, at: node))
        #expect(try await !world.opens(Self.new, at: node))
    }

    @Test func `a half that a failing disk left is wiped at the next log-in`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let half = try world.halfBefore(at: world.node)
        try await world.commit()
        #expect(try await world.opens(Self.new, at: world.node))
        #expect(try await !world.isDue(at: world.node))
        #expect(try !world.halfBefore(at: world.node).isEqual(to: half))
    }

    @Test func `the slots of before, with the disk of after, are opened by no password`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let (before, page) = (world.replacement.before.credentials, world.replacement.before.page)
        let hash = try Argon2id.derive(
            password: secret(Self.old), salt: before.salt, pepper: NodeKey(world.node.nodeKey).pepper, parameters: before.parameters)
        #expect(try before.slots.open(hash, half: world.halfBefore(at: world.node)) != nil)
        try await world.commit()
        try await world.node.chat.accounts.wipeHalvesBefore()
        for half in 0...1 {
            #expect(try before.slots.open(hash, half: world.node.chat.accounts.eraseFile.half(half, of: page)) == nil)
        }
    }

    @Test func `a wiping that comes late leaves a change that came meanwhile alone`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        try await world.commit()
        let due = try await world.node.store.read { try PasswordReplacement.due(in: $0) }
        // Another change, whose commit may still fail: its own half before is the one that must stay.
        let page = world.replacement.before.page
        try await world.node.store.write { try $0.execute("UPDATE account SET half = 1 - half WHERE page = \(page)") }
        let eraseFile = world.node.chat.accounts.eraseFile
        let halves = try (0...1).map { try eraseFile.half($0, of: page) }
        try await world.node.store.write { try PasswordReplacement.wipe(due, eraseFile, in: $0) }
        for half in 0...1 { #expect(try eraseFile.half(half, of: page).isEqual(to: halves[half])) }
    }

    @Test func `a change that was being worked out brings no destroyed account back`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        try await world.node.chat.accounts.destroy(account: world.ana.account)
        await #expect(throws: PasswordChangeError.changedMeanwhile) { try await world.commit() }
        #expect(try await !world.opens(Self.new, at: world.node))
    }

    @Test func `a page that was overwritten is never sealed with again, though its row is still there`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let page = world.replacement.before.page
        let marks = NodeKey(world.node.nodeKey).pageMarks(of: world.ana.account)
        try world.node.chat.accounts.eraseFile.erase(page, of: marks)
        await #expect(throws: PasswordChangeError.changedMeanwhile) { try await world.commit() }
    }
}
