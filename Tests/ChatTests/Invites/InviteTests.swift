import Crypto
import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct InviteTests {
    private static func registration(_ name: String, _ invite: String?) -> Registration {
        Registration(
            username: name, password: secret("correct horse battery staple"), destructionPassword: secret("burn the whole lot down"),
            invite: invite.map(secret))
    }

    private static func inviting(_ clock: TestClock = TestClock()) async throws -> TestNode {
        let node = try await TestNode.make(clock: clock)
        try await node.chat.accounts.set(.registration, to: "invite")
        return node
    }

    private static func code(_ node: TestNode, days: Int = 14) async throws -> (id: InviteID, text: String) {
        let made = try await node.chat.accounts.createInvites(count: 1, days: days)
        let fresh = try #require(made.first)
        return (fresh.id, fresh.code.exposedText())
    }

    @Test func `while it is closed nobody registers, also with a code`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        try await node.chat.accounts.set(.registration, to: "closed")
        await #expect(throws: RegistrationError.closed) { try await node.chat.accounts.register(Self.registration("ana", code.text)) }
        try await node.chat.accounts.set(.registration, to: "invite")
        try await node.chat.accounts.register(Self.registration("ana", code.text))
    }

    @Test func `while it is open a code is neither needed nor used up`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        try await node.chat.accounts.set(.registration, to: "open")
        try await node.chat.accounts.register(Self.registration("ana", nil))
        try await node.chat.accounts.register(Self.registration("ben", code.text))
        #expect(try await node.chat.accounts.invites().map(\.state) == [.unused])
    }

    @Test func `a code works once, in any spelling, and not after it failed for another reason only`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        try await node.chat.accounts.register(Self.registration("ana", code.text.uppercased()))
        #expect(try await node.chat.accounts.invites().map(\.state) == [.used])
        await #expect(throws: RegistrationError.inviteInvalid) {
            try await node.chat.accounts.register(Self.registration("ben", code.text))
        }

        let other = try await Self.code(node)
        await #expect(throws: RegistrationError.usernameTaken) {
            try await node.chat.accounts.register(Self.registration("ana", other.text))
        }
        try await node.chat.accounts.register(Self.registration("ben", other.text))
    }

    @Test func `without a valid code nothing is told of names and nothing is hashed`() async throws {
        let work = CountedWork()
        let node = try await TestNode.make(clock: TestClock(), heavyWork: work)
        defer { node.remove() }
        try await node.chat.accounts.register(Self.registration("ana", nil))
        try await node.chat.accounts.set(.registration, to: "invite")
        let before = work.count
        let unmade = InviteCode.random().exposedText()
        for name in ["ana", "ben", "not a name!", ""] {
            for invite in [nil, "", "rubbish", unmade] {
                await #expect(throws: RegistrationError.inviteInvalid) {
                    try await node.chat.accounts.register(Self.registration(name, invite))
                }
            }
        }
        #expect(work.count == before)
    }

    @Test func `two who type one code at once are one member`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    do { try await node.chat.accounts.register(Self.registration("member\(number)x", code.text)) } catch { return false }
                    return true
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(results == 1)
        let accounts = try await node.store.read { try $0.row("SELECT count(*) FROM account")?.integer(0) }
        #expect(accounts == 1)
    }

    @Test func `a code expires to the minute`() async throws {
        let clock = TestClock()
        let node = try await Self.inviting(clock)
        defer { node.remove() }
        let code = try await Self.code(node, days: 2)
        clock.advance(seconds: 2 * 86_400 - 60)
        #expect(try await node.chat.accounts.invites().map(\.state) == [.unused])
        clock.advance(seconds: 60)
        #expect(try await node.chat.accounts.invites().map(\.state) == [.expired])
        await #expect(throws: RegistrationError.inviteInvalid) {
            try await node.chat.accounts.register(Self.registration("ana", code.text))
        }
    }

    @Test func `a revoked code works no more, and can't be revoked twice`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        try await node.chat.accounts.revokeInvite(code.id)
        await #expect(throws: RegistrationError.inviteInvalid) {
            try await node.chat.accounts.register(Self.registration("ana", code.text))
        }
        await #expect(throws: InviteError.notFound) { try await node.chat.accounts.revokeInvite(code.id) }
        #expect(try await node.chat.accounts.invites().isEmpty)
    }

    @Test func `a change of policy while the passwords are hashed counts`() async throws {
        let work = PausedWork()
        let node = try await TestNode.make(clock: TestClock(), heavyWork: work)
        defer { node.remove() }
        let registering = Task { try await node.chat.accounts.register(Self.registration("ana", nil)) }
        await work.waitUntilAsked()
        try await node.chat.accounts.set(.registration, to: "closed")
        work.goOn()
        await #expect(throws: RegistrationError.closed) { try await registering.value }
    }

    @Test func `numbers out of bounds and more than the node keeps are refused`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        for count in [0, -1, InviteLimits.atOnce + 1] {
            await #expect(throws: InviteError.countOutOfBounds) { _ = try await node.chat.accounts.createInvites(count: count, days: 1) }
        }
        for days in [0, InviteLimits.maximumDays + 1] {
            await #expect(throws: InviteError.daysOutOfBounds) { _ = try await node.chat.accounts.createInvites(count: 1, days: days) }
        }
        for _ in 0..<InviteLimits.unused / InviteLimits.atOnce {
            _ = try await node.chat.accounts.createInvites(count: InviteLimits.atOnce, days: 1)
        }
        await #expect(throws: InviteError.tooMany) { _ = try await node.chat.accounts.createInvites(count: 1, days: 1) }
        #expect(try await node.chat.accounts.invites().count == InviteLimits.unused)
    }

    @Test func `old invites make room, and are forgotten a month after their end`() async throws {
        let clock = TestClock()
        let node = try await Self.inviting(clock)
        defer { node.remove() }
        for _ in 0..<4 {
            for _ in 0..<10 { _ = try await node.chat.accounts.createInvites(count: 100, days: 1) }
            clock.advance(seconds: 86_400)
        }
        #expect(try await node.chat.accounts.invites().count <= InviteLimits.kept)
        clock.advance(seconds: 31 * 86_400)
        _ = try await node.chat.accounts.createInvites(count: 1, days: 1)
        #expect(try await node.chat.accounts.invites().count == 1)
    }

    @Test(arguments: [-5_000_000_000, 0, 257_690_000_000, 257_698_037_759, 257_698_037_760, 1 << 50] as [Int64])
    func `a clock that is far out stops neither making nor revoking`(seconds: Int64) async throws {
        let clock = TestClock()
        let node = try await Self.inviting(clock)
        defer { node.remove() }
        clock.advance(seconds: seconds - clock.now)
        let made = try await node.chat.accounts.createInvites(count: 2, days: InviteLimits.maximumDays)
        #expect(try await node.chat.accounts.invites().count == 2)
        for fresh in made { try await node.chat.accounts.revokeInvite(fresh.id) }
    }

    @Test func `a code lies nowhere in the node's files, in no spelling`() async throws {
        let node = try await Self.inviting()
        defer { node.remove() }
        let code = try await Self.code(node)
        let used = try await Self.code(node)
        try await node.chat.accounts.register(Self.registration("ana", used.text))
        try await node.store.checkpoint()
        for (name, data) in try VanishingWorld.files(in: node.folder) {
            for text in [code.text, used.text] {
                let bits = try #require(InviteCode(typed: secret(text))).secret.exposed()
                for needle in [Data(text.utf8), Data(text.filter { $0 != "-" }.utf8), Data(bits), Data(SHA256.hash(bits))] {
                    #expect(data.range(of: needle) == nil, "a code lies in \(name)")
                }
            }
        }
    }
}

/// Counts what it is asked to run.
private final class CountedWork: HeavyWork, @unchecked Sendable {
    // Guarded by `lock`.
    private var asked = 0
    private let lock = NSLock()

    var count: Int { lock.withLock { asked } }

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        lock.withLock { asked += 1 }
        return work()
    }
}

/// Runs nothing until it is told to go on.
private final class PausedWork: HeavyWork, Sendable {
    private let asked = AsyncStream.makeStream(of: Void.self)
    private let mayGoOn = AsyncStream.makeStream(of: Void.self)

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        asked.continuation.yield()
        for await _ in mayGoOn.stream { break }
        return work()
    }

    func waitUntilAsked() async { for await _ in asked.stream { break } }
    func goOn() { mayGoOn.continuation.yield() }
}
