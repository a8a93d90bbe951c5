import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct PasswordChangeTests {
    private static let old = "correct horse 3 97 battery"
    private static let destruction = "burn it all down 3"
    private static let new = "window seat gravel 53"

    private func member(at node: TestNode, _ password: String = old) async throws -> Member {
        let cookie = try await node.chat.accounts.signIn(name: "ana", password: secret(password))
        return try #require(await node.chat.member(for: cookie))
    }

    private func changePassword(
        of member: Member, at node: TestNode, current: String = old, to new: String = new, destruction: String = destruction
    ) async throws -> SignInCookie {
        try await node.chat.accounts.change(
            .password(new: secret(new), destructionPassword: secret(destruction)), password: secret(current), as: member)
    }

    private func expectRefusal(of password: String, at node: TestNode) async {
        await #expect(throws: SignInError.refused) { _ = try await node.chat.accounts.signIn(name: "ana", password: secret(password)) }
    }

    @Test func `after a change the new password opens what the one before had opened, and that one is wrong`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        let cookie = try await changePassword(of: ana, at: node)
        let here = try #require(await node.chat.member(for: cookie))
        #expect(here.account == ana.account && here.key.secret.isEqual(to: ana.key.secret))
        await expectRefusal(of: Self.old, at: node)
        #expect(try await member(at: node, Self.new).key.secret.isEqual(to: ana.key.secret))
        // The destruction password stayed what it was.
        await expectRefusal(of: Self.destruction, at: node)
        await expectRefusal(of: Self.new, at: node)
    }

    @Test func `after a change the new destruction password destroys, and the one before is wrong`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        _ = try await node.chat.accounts.change(.destructionPassword(new: secret(Self.new)), password: secret(Self.old), as: ana)
        await expectRefusal(of: Self.destruction, at: node)
        #expect(try await member(at: node).account == ana.account)
        await expectRefusal(of: Self.new, at: node)
        await expectRefusal(of: Self.old, at: node)
    }

    @Test func `a change ends all other sign-ins, and this one goes on under a fresh cookie`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (here, there) = (try await node.member("ana"), try await member(at: node))
        let cookie = try await changePassword(of: here, at: node)
        #expect(node.chat.isSignedIn(here) == false)
        #expect(node.chat.isSignedIn(there) == false)
        let again = try #require(await node.chat.member(for: cookie))
        #expect(node.chat.accounts.signIns(of: again).map(\.isThis) == [true])
    }

    @Test func `each rule of a new password is told before anything is judged, and the sign-in goes on`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        for (new, error) in [
            ("short", PasswordChangeError.unsuitable(.password(.tooShort(minimum: 12)))),
            ("ana and twelve more", .unsuitable(.password(.holdsUsername))),
            ("abcdefghijklmnop", .unsuitable(.password(.tooEasy(.run)))), (Self.destruction, .unsuitable(.passwordsAlike)),
            (Self.old, .unchanged),
        ] {
            await #expect(throws: error) { _ = try await changePassword(of: ana, at: node, to: new) }
        }
        for (new, error) in [
            ("short", PasswordChangeError.unsuitable(.destructionPassword(.tooShort(minimum: 12)))),
            (Self.old, .unsuitable(.passwordsAlike)),
        ] {
            await #expect(throws: error) {
                _ = try await node.chat.accounts.change(.destructionPassword(new: secret(new)), password: secret(Self.old), as: ana)
            }
        }
        #expect(node.chat.isSignedIn(ana))
    }

    @Test func `what is not the destruction password changes nothing and destroys nothing`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let ana = try await node.member("ana")
        for typed in ["not it at all 91", Self.old, "", String(repeating: "x", count: 300)] {
            await #expect(throws: PasswordChangeError.notTheDestructionPassword) {
                _ = try await changePassword(of: ana, at: node, destruction: typed)
            }
        }
        #expect(node.chat.isSignedIn(ana))
        #expect(try await member(at: node).account == ana.account)
        await expectRefusal(of: Self.new, at: node)
    }

    @Test func `a wrong password ends this sign-in alone, and the destruction password is answered alike and destroys`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (wrong, other) = (try await node.member("ana"), try await member(at: node))
        let refused = PasswordChangeError.confirmation(.refused)
        await #expect(throws: refused) { _ = try await changePassword(of: wrong, at: node, current: "not the password 4") }
        #expect(node.chat.isSignedIn(wrong) == false)
        #expect(node.chat.isSignedIn(other))
        await #expect(throws: refused) { _ = try await changePassword(of: other, at: node, current: Self.destruction, destruction: "x") }
        #expect(node.chat.isSignedIn(other) == false)
        await expectRefusal(of: Self.old, at: node)
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register("ana") }
    }

    @Test func `of two changes at once one wins, the other is told, and nobody is locked out`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let members = [try await node.member("ana"), try await member(at: node)]
        let new = ["window seat gravel 53", "lantern harbour wicker 41"]
        let outcomes = await withTaskGroup(of: (Int, Result<SignInCookie, any Error>).self) { group in
            for index in 0..<2 {
                group.addTask {
                    do { return (index, .success(try await changePassword(of: members[index], at: node, to: new[index]))) } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let winners = outcomes.filter { if case .success = $0.value { true } else { false } }.keys
        let winner = try #require(winners.first)
        #expect(winners.count == 1)
        #expect(throws: PasswordChangeError.self) { _ = try outcomes[1 - winner]?.get() }
        await expectRefusal(of: Self.old, at: node)
        await expectRefusal(of: new[1 - winner], at: node)
        #expect(try await member(at: node, new[winner]).account == members[0].account)
        #expect(node.chat.isSignedIn(members[1 - winner]) == false)
    }

    @Test func `a full password pool says busy, and nothing has changed`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        let full = try await TestNode.make(clock: TestClock(), in: node.folder, nodeKey: node.nodeKey, heavyWork: FullPool())
        let ana = try await member(at: node)
        await #expect(throws: PasswordChangeError.confirmation(.busy(retryAfter: .seconds(5)))) {
            _ = try await changePassword(of: ana, at: full)
        }
        #expect(try await member(at: node).account == ana.account)
    }

    @Test func `an account that is deleted by its member is gone`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (ana, other) = (try await node.member("ana"), try await member(at: node))
        await #expect(throws: ConfirmationError.refused) {
            try await node.chat.accounts.deleteAccount(of: other, password: secret("not the password 4"))
        }
        #expect(node.chat.isSignedIn(ana))
        try await node.chat.accounts.deleteAccount(of: ana, password: secret(Self.old))
        #expect(node.chat.isSignedIn(ana) == false)
        await expectRefusal(of: Self.old, at: node)
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register("ana") }
    }
}
