import Accounts
import Chat
import Domain
import Mail
import Store
import Testing

@Suite("The node's settings")
struct SettingsTests {
    @Test func `a fresh node has the defaults`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let settings = await node.chat.accounts.settings
        #expect(settings == NodeSettings())
        #expect(SettingKey.allCases.map { settings.text(of: $0) } == ["open", "30", "100000", "15", "12"])
    }

    @Test func `a change holds at once and after a restart`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.chat.accounts.set(.registration, to: "invite")
        try await node.chat.accounts.set(.dormancyDays, to: "90")
        let changed = await node.chat.accounts.settings
        #expect(changed.registration == .invite && changed.dormancyDays == 90)
        try await node.store.close()
        let again = try await TestNode.make(clock: clock, in: node.folder, nodeKey: node.nodeKey)
        #expect(await again.chat.accounts.settings == changed)
    }

    @Test func `the word default takes a change back`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.chat.accounts.set(.signInHours, to: "3")
        try await node.chat.accounts.set(.signInHours, to: "default")
        #expect(await node.chat.accounts.settings == NodeSettings())
        let count = try await node.store.read { try $0.row("SELECT count(*) FROM setting")?.integer(0) }
        #expect(count == 0)
    }

    @Test(arguments: [
        (SettingKey.registration, "Open"), (.registration, ""), (.registration, "open "), (.dormancyDays, "0"), (.dormancyDays, "3651"),
        (.dormancyDays, "-30"), (.dormancyDays, "+30"), (.dormancyDays, "030"), (.dormancyDays, "30.0"), (.dormancyDays, "3٠"),
        (.signInIdleMinutes, "1441"), (.signInHours, "169"), (.signInHours, "99999999999999999999"),
    ])
    func `a value out of bounds, or spelled otherwise, is refused and changes nothing`(key: SettingKey, text: String) async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        await #expect(throws: SettingError.valueNotAllowed(key)) { try await node.chat.accounts.set(key, to: text) }
        #expect(await node.chat.accounts.settings == NodeSettings())
    }

    @Test func `every setting takes its own text, and says what it takes`() throws {
        for key in SettingKey.allCases {
            var settings = NodeSettings()
            try settings.set(key, to: key.defaultText)
            #expect(settings == NodeSettings())
            #expect(!key.explanation.isEmpty && !key.allowedValues.isEmpty)
        }
    }

    @Test func `the lifetimes of sign-ins follow the settings, also for those that run`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        let member = try await node.member("alice")
        clock.advance(seconds: 300)
        #expect(node.chat.isSignedIn(member))
        try await node.chat.accounts.set(.signInIdleMinutes, to: "4")
        #expect(!node.chat.isSignedIn(member))
        try await node.chat.accounts.set(.signInIdleMinutes, to: "1440")
        clock.advance(seconds: 11 * 3600)
        #expect(node.chat.isSignedIn(member))
        clock.advance(seconds: 3600)
        #expect(!node.chat.isSignedIn(member))
    }

    @Test func `a value that this version does not understand is an error that names its setting`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.store.write { try $0.execute("INSERT INTO setting(key, value) VALUES ('registration', 'lottery')") }
        await #expect(throws: SettingError.storedValueUnreadable(.registration)) {
            _ = try await TestNode.make(clock: clock, in: node.folder, nodeKey: node.nodeKey)
        }
        try await node.store.write { try $0.execute("UPDATE setting SET key = 'newer.limit', value = '7'") }
        await #expect(throws: SettingError.storedKeysUnknown(count: 1)) {
            _ = try await TestNode.make(clock: clock, in: node.folder, nodeKey: node.nodeKey)
        }
    }

    @Test func `of two changes at once the one kept last is the one that holds`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        await withTaskGroup(of: Void.self) { group in
            for days in 1...40 { group.addTask { try? await node.chat.accounts.set(.dormancyDays, to: String(days)) } }
        }
        let stored = try await node.store.read { try $0.row("SELECT value FROM setting WHERE key = 'account.dormancy-days'")?.text(0) }
        #expect(await node.chat.accounts.settings.text(of: .dormancyDays) == stored)
    }
}
