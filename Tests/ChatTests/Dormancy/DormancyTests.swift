import Crypto
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// The sweep over a real database.
@Suite struct DormancyTests {
    private static let day: Int64 = 86_400

    @Test func `without a log-in for thirty days an account is deleted and its name free; with one it stays`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        try await machine.node.register("gone")
        try await machine.node.register("stays")
        await machine.run(days: 29)
        #expect(try await machine.exists("gone"))
        _ = try await machine.node.signIn("stays")
        await machine.run(days: 1)
        #expect(try await !machine.exists("gone"))
        #expect(try await machine.exists("stays"))
        await #expect(throws: SignInError.refused) { _ = try await machine.node.signIn("gone") }
        try await machine.node.register("gone")
        await machine.run(days: 29)
        #expect(try await !machine.exists("stays"))
        #expect(try await machine.exists("gone"))
    }

    @Test func `the shell of a destroyed account goes on its day, and its name is free`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        try await machine.node.register("ana")
        await machine.run(days: 10)
        await #expect(throws: SignInError.refused) {
            _ = try await machine.node.chat.accounts.signIn(name: "ana", password: secret("burn it all down 3"))
        }
        await machine.run(days: 19)
        #expect(try await machine.exists("ana"))
        await machine.run(days: 1)
        #expect(try await !machine.exists("ana"))
    }

    @Test(arguments: [-40, -1, 1, 40])
    func `a clock that jumps by years deletes nobody, and log-ins meanwhile are kept as today's`(years: Int64) async throws {
        var machine = try await DormancyMachine()
        defer { machine.remove() }
        try await machine.node.register("ana")
        try await machine.node.register("ben")
        let jump = years * 365 * Self.day
        machine.clock.set(aheadBy: jump)
        await machine.run(days: 2)
        let doubt = await machine.node.chat.accounts.dormancyStatus.doubt
        #expect(doubt?.word == (years > 0 ? "ahead-of-tor" : "behind-tor"))
        _ = try await machine.node.signIn("ben")
        machine.clock.set(aheadBy: -jump)
        try await machine.restart(after: 60)
        #expect(await machine.node.chat.accounts.dormancyStatus.doubt == nil)
        #expect(try await machine.exists("ana"))
        #expect(try await machine.exists("ben"))
        let today = UnixMinute(seconds: machine.clock.now).day
        // Two days were not counted; who logs in is told so, and who logged in by the wrong clock a day later has that day more.
        let ana = try await machine.node.signIn("ana")
        #expect(ana.vanishesOn == today.advanced(by: 30))
        await machine.run(days: 29)
        #expect(try await machine.exists("ben"))
        await machine.run(days: 2)
        #expect(try await !machine.exists("ben"))
    }

    @Test func `days on which the node was off do not count`() async throws {
        var machine = try await DormancyMachine()
        defer { machine.remove() }
        try await machine.node.register("ana")
        await machine.run(days: 5)
        try await machine.restart(after: 40 * Self.day)
        #expect(try await machine.exists("ana"))
        await machine.run(days: 24)
        #expect(try await machine.exists("ana"))
        await machine.run(days: 1)
        #expect(try await !machine.exists("ana"))
    }

    @Test func `the day is shown, follows the operator's number at once, and a smaller one deletes nobody for a week`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        try await machine.node.chat.accounts.set(.dormancyDays, to: "90")
        await machine.look()
        try await machine.node.register("old")
        await machine.run(days: 40)
        let today = UnixMinute(seconds: machine.clock.now).day
        try await machine.node.register("ana")
        let cookie = try await machine.node.chat.accounts.signIn(name: "ana", password: secret("correct horse 3 97 battery"))
        #expect(await machine.node.chat.member(for: cookie)?.vanishesOn == today.advanced(by: 90))
        try await machine.node.chat.accounts.set(.dormancyDays, to: "30")
        #expect(await machine.node.chat.member(for: cookie)?.vanishesOn == today.advanced(by: 30))
        try await machine.node.chat.accounts.set(.dormancyDays, to: "2")
        #expect(await machine.node.chat.member(for: cookie)?.vanishesOn == today.advanced(by: 7))
        await machine.run(days: 6)
        #expect(try await machine.exists("old"))
        await machine.run(days: 1)
        #expect(try await !machine.exists("old"))
    }

    @Test func `nobody is deleted who is still signed in`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        for (key, value) in [(SettingKey.dormancyDays, "1"), (.signInHours, "168"), (.signInIdleMinutes, "1440")] {
            try await machine.node.chat.accounts.set(key, to: value)
        }
        await machine.run(days: 8)
        try await machine.node.register("ana")
        let cookie = try await machine.node.chat.accounts.signIn(name: "ana", password: secret("correct horse 3 97 battery"))
        for _ in 0..<6 {
            await machine.run(days: 1)
            let member = try #require(await machine.node.chat.member(for: cookie))
            #expect(try #require(member.vanishesOn) >= UnixMinute(seconds: machine.clock.now).day)
        }
        await machine.run(days: 2)
        #expect(await machine.node.chat.member(for: cookie) == nil)
        #expect(try await !machine.exists("ana"))
    }

    @Test func `a log-in between the look at an account and its end saves it, and none comes after`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        for name in ["ana", "ben"] { try await machine.node.register(name) }
        let key = NodeKey(machine.node.nodeKey)
        var later = ServedDays(mark: machine.clock.now, days: 30)
        for _ in 0..<30 { later.advance(to: later.mark + Self.day, .even) }
        let rule = later
        let found = try await machine.node.store.read { try DormancyTable.lastDays(after: nil, key, in: $0) }
        #expect(found.allSatisfy { rule.verdict(on: $0.day) == .goes })
        machine.clock.advance(seconds: Dormancy.keepInterval)
        let ana = try await machine.node.signIn("ana")
        await machine.run(days: 1)
        _ = try await machine.node.signIn("ana")
        for each in found {
            let isClosed = try await machine.node.store.write { try DormancyTable.close(each.account, by: rule, key, in: $0) }
            #expect(isClosed == (each.account != ana.account))
        }
        _ = try await machine.node.signIn("ana")
        await #expect(throws: SignInError.refused) { _ = try await machine.node.signIn("ben") }
    }

    @Test func `damaged and impossible days begin anew, and stand in nobody's way`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        let key = NodeKey(machine.node.nodeKey)
        for name in ["ana", "ben", "eve"] { try await machine.node.register(name) }
        let rows = try await machine.node.store.read { try DormancyTable.lastDays(after: nil, key, in: $0) }.map(\.account.row)
        try await machine.node.store.write { transaction in
            let future = try key.records.seal(
                AccountTable.bytes(of: UnixDay(count: 1_000_000)), at: AccountTable.place(rows[0], "last_day"))
            try transaction.execute("UPDATE account SET last_day = \(future) WHERE id = \(rows[0])")
            try transaction.execute("UPDATE account SET last_day = \(Random.bytes(20)) WHERE id = \(rows[1])")
        }
        await machine.run(days: 1)
        let today = UnixMinute(seconds: machine.clock.now).day
        let days = try await machine.node.store.read { try DormancyTable.lastDays(after: nil, key, in: $0) }.map(\.day)
        #expect(days[0].map { $0 >= today.advanced(by: -1) && $0 <= today } == true)
        #expect(days[1] == days[0])
        await machine.run(days: 31)
        #expect(try await machine.node.store.read { try DormancyTable.lastDays(after: nil, key, in: $0) }.isEmpty)
    }

    @Test func `before any time was believed nothing is shown, and what was kept counts from then`() async throws {
        let clock = TestClock()
        clock.set(aheadBy: -20 * 365 * Self.day)
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        #expect(try await node.member("ana").vanishesOn == nil)
        #expect(await node.chat.accounts.dormancyStatus.doubt == .noConsensus)
        clock.set(aheadBy: 20 * 365 * Self.day)
        let now = clock.now
        func look(_ after: Int64) async {
            await node.chat.accounts.watchClock(ClockReading(wall: now + after, sinceBoot: after + 9, consensus: now + after...now + after))
        }
        for quarter in 0...(29 * 4) { await look(Int64(quarter) * 6 * 3600) }
        let name = try Username("ana")
        let key = NodeKey(node.nodeKey)
        #expect(try await node.store.read { try AccountTable.isTaken(name, key, in: $0) })
        for quarter in 29 * 4...30 * 4 { await look(Int64(quarter) * 6 * 3600) }
        #expect(try await !node.store.read { try AccountTable.isTaken(name, key, in: $0) })
    }

    @Test func `more accounts than one step looks at are all looked at, and others are not kept waiting`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        let count = DormancyTable.step + 20  // 276 = 6 × 45 + 6
        let key = NodeKey(machine.node.nodeKey)
        let day = await machine.node.chat.accounts.dayOfLogin().day
        // Shells, as destroyed accounts leave them: rows without passwords to compute.
        try await machine.node.store.write { transaction in
            for number in 0..<count {
                let row = Int64(number) << 32
                // Every 45th is due before the others, the last among them.
                let last = number % 45 == 5 ? day : day.advanced(by: 1)
                let sealed = try key.records.seal(AccountTable.bytes(of: last), at: AccountTable.place(row, "last_day"))
                try transaction.execute(
                    """
                    INSERT INTO account(id, name_index, skeleton_index, memory_kib, passes, lanes, threads, salt, first_slot, second_slot, half,
                        last_day)
                    VALUES (\(row), \(Random.bytes(32)), \(Random.bytes(32)), 64, 1, 1, 1, \(Random.bytes(16)), \(Random.bytes(93)),
                        \(Random.bytes(93)), 0, \(sealed))
                    """)
            }
        }
        await machine.run(days: 29)
        let before = try await machine.node.store.read { try $0.row("SELECT count(*) FROM account")?.integer(0) }
        #expect(before == Int64(count))
        let due = Int64((0..<count).count { $0 % 45 == 5 })
        #expect(due > 5 && (count - 1) % 45 == 5)
        let sweep = Task { await machine.run(days: 1) }
        try await machine.node.register("ana")
        await sweep.value
        let after = try await machine.node.store.read { try $0.row("SELECT count(*) FROM account")?.integer(0) }
        #expect(after == Int64(count) - due + 1)
    }

    @Test func `a sweep that is cancelled ends early, and the next finishes`() async throws {
        let machine = try await DormancyMachine()
        defer { machine.remove() }
        for name in ["ana", "ben"] { try await machine.node.register(name) }
        await machine.run(days: 29)
        machine.clock.advance(seconds: Self.day)
        let look = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await machine.look()
        }
        await look.value
        #expect(try await machine.exists("ana"))
        #expect(try await machine.exists("ben"))
        await machine.look()
        #expect(try await !machine.exists("ana"))
        #expect(try await !machine.exists("ben"))
    }
}
