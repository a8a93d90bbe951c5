import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct SignInsTests {
    private static let password = "correct horse 3 97 battery"

    @Test func `a member sees their own sign-ins, this one first, with their times`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let (start, first) = (UnixMinute(seconds: clock.now), try await node.member("ana"))
        _ = try await node.member("ben")
        clock.advance(seconds: 300)
        let second = try await node.signIn("ana")
        let seen = node.chat.accounts.signIns(of: first)
        #expect(seen.map(\.isThis) == [true, false])
        #expect(seen.map(\.started) == [start, UnixMinute(seconds: clock.now)])
        #expect(node.chat.accounts.signIns(of: second).map(\.id) == seen.map(\.id).reversed())
        // What is shown is not what a cookie is found by.
        #expect(seen.allSatisfy { !first.signIn.index.starts(with: withUnsafeBytes(of: $0.id.row.bigEndian, Array.init)) })
        clock.advance(seconds: 15 * 60 - 299)
        #expect(node.chat.accounts.signIns(of: second).map(\.isThis) == [true])
    }

    @Test func `a sign-in is ended by its own member alone, and its live pages end at once`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (here, there) = (try await node.member("ana"), try await node.signIn("ana"))
        let ben = try await node.member("ben")
        let id = try #require(node.chat.accounts.signIns(of: here).first { !$0.isThis }?.id)
        #expect(throws: ChatError.notFound) { try node.chat.accounts.endSignIn(id, of: ben) }
        #expect(node.chat.isSignedIn(there))
        let ticks = await node.chat.mail.changes(in: .random(), of: there)
        try node.chat.accounts.endSignIn(id, of: here)
        for await _ in ticks {}
        #expect(node.chat.isSignedIn(there) == false)
        #expect(node.chat.isSignedIn(here))
        #expect(throws: ChatError.notFound) { try node.chat.accounts.endSignIn(id, of: here) }
        // A page of a sign-in that ended while it was on its way ends at once too.
        for await _ in await node.chat.mail.changes(in: .random(), of: there) {}
    }

    @Test func `ending all others leaves this one, and other members alone`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let here = try await node.member("ana")
        let others = [try await node.signIn("ana"), try await node.signIn("ana")]
        let ben = try await node.member("ben")
        node.chat.accounts.endOtherSignIns(of: here)
        #expect(node.chat.accounts.signIns(of: here).count == 1)
        for other in others { #expect(node.chat.isSignedIn(other) == false) }
        #expect(node.chat.isSignedIn(ben))
    }

    @Test func `each log-in makes a cookie of its own, and a made-up one opens nothing`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        var texts: Set<String> = []
        for _ in 0..<5 {
            let cookie = try await node.chat.accounts.signIn(name: "ana", password: secret(Self.password))
            texts.insert(cookie.exposedText())
            #expect(await node.chat.member(for: cookie) != nil)
        }
        #expect(texts.count == 5)
        #expect(await node.chat.member(for: .random()) == nil)
    }

    @Test func `a log-in that was judged before the password changed does not start after it`() throws {
        var signIns = SignIns(lifetimes: SignIns.Lifetimes(NodeSettings()))
        let (ana, ben, key) = (AccountID.random(), AccountID.random(), AccountKey.random())
        let (name, judged) = (try Username("ana"), signIns.moment)
        signIns.endAllBefore(changeOf: ana)
        #expect(throws: ChatError.signedOut) { _ = try signIns.start(account: ana, name: name, key: key, since: judged, now: 0) }
        _ = try signIns.start(account: ben, name: name, key: key, since: judged, now: 0)
        let cookie = try signIns.start(account: ana, name: name, key: key, since: signIns.moment, now: 0).cookie
        #expect(signIns.use(cookie, isActivity: true, now: 0)?.signIn.account == ana)
    }

    @Test func `a sign-in that has outlived its time leaves the memory, and its live pages end, though nobody asks for it`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let (old, live) = (try await node.member("ana"), try await node.member("ben"))
        let (oldTicks, liveTicks) = (
            await node.chat.mail.changes(in: .random(), of: old), await node.chat.mail.changes(in: .random(), of: live)
        )
        clock.advance(seconds: 10 * 60)
        let again = try await node.signIn("ben")
        clock.advance(seconds: 5 * 60 + 1)
        node.chat.accounts.endOldSignIns()
        for await _ in oldTicks {}
        for await _ in liveTicks {}
        #expect(node.chat.accounts.presence.signInCount == 1)
        #expect(node.chat.isSignedIn(again))
    }

    @Test func `a clock that is set back ends sign-ins, rather than let them go on for too long`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let ana = try await node.member("ana")
        clock.set(aheadBy: -60)
        #expect(node.chat.isSignedIn(ana))
        clock.set(aheadBy: -1)
        #expect(node.chat.isSignedIn(ana) == false)
    }

    @Test func `lifetimes are the operator's, also for sign-ins that began before`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let ana = try await node.member("ana")
        _ = try await node.chat.accounts.set(.signInIdleMinutes, to: "5")
        clock.advance(seconds: 299)
        #expect(node.chat.isSignedIn(ana))
        clock.advance(seconds: 2)
        #expect(node.chat.isSignedIn(ana) == false)
    }
}
