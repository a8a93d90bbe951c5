import Bytes
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain

@Suite struct MemberSettingsTests {
    private let german = LanguageTag("de")

    @Test func `what was chosen holds in every browser at once, and after a log-in`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let here = try await node.member("ana")
        #expect(here.settings == MemberSettings())
        let cookie = try await node.chat.accounts.signIn(name: "ana", password: TestNode.password("ana"))
        try await node.chat.accounts.setLanguage(german, of: here)
        #expect(await node.chat.member(for: cookie)?.settings.language == german)
        #expect(try await node.signIn("ana").settings.language == german)
        try await node.chat.accounts.setLanguage(nil, of: here)
        #expect(await node.chat.member(for: cookie)?.settings == MemberSettings())
        #expect(try await node.signIn("ana").settings == MemberSettings())
    }

    @Test func `it is kept through a change of the password, and is nobody else's`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (ana, ben) = (try await node.member("ana"), try await node.member("ben"))
        try await node.chat.accounts.setLanguage(german, of: ana)
        let cookie = try await node.chat.accounts.change(
            .destructionPassword(new: secret("seven quiet lanterns drift")), password: TestNode.password("ana"), as: ana)
        #expect(await node.chat.member(for: cookie)?.settings.language == german)
        #expect(ben.settings == MemberSettings())
        #expect(try await node.signIn("ben").settings == MemberSettings())
    }

    @Test func `the database does not tell what was chosen, and forgets it with the account`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (ana, ben) = (try await node.member("ana"), try await node.member("ben"))
        try await node.chat.accounts.setLanguage(german, of: ana)
        try await node.chat.accounts.setLanguage(LanguageTag("en"), of: ben)
        try await node.chat.accounts.setLanguage(nil, of: ben)
        let rows = try await node.store.read { try $0.rows("SELECT sealed FROM member_setting").map { try $0.bytes(0).count } }
        #expect(rows.count == 2 && Set(rows).count == 1)
        try await node.chat.accounts.deleteAccount(of: ana, password: TestNode.password("ana"))
        try await node.destructionsEnd()
        let left = try await node.store.read { try $0.rows("SELECT account FROM member_setting").map { try $0.integer(0) } }
        #expect(left == [ben.account.row])
        await #expect(throws: ChatError.signedOut) { try await node.chat.accounts.setLanguage(german, of: ana) }
    }

    @Test func `of two changes the later one counts, whichever is told first`() throws {
        var signIns = SignIns(lifetimes: SignIns.Lifetimes(NodeSettings()))
        let (ana, key) = (AccountID.random(), AccountKey.random())
        let cookie = try signIns.start(account: ana, name: Username("ana"), key: key, since: 0, now: 0).cookie
        var (first, second) = (MemberSettings(), MemberSettings())
        first.language = LanguageTag("fr")
        second.language = german
        signIns.set(second, number: 2, of: ana)
        signIns.set(first, number: 1, of: ana)
        #expect(signIns.use(cookie, isActivity: true, now: 0)?.signIn.settings == second)
        signIns.set(first, number: 3, of: .random())
        #expect(signIns.use(cookie, isActivity: true, now: 0)?.signIn.settings == second)
    }

    @Test(arguments: ["de", "en", "zh-hant", "de-1996", "sl-rozaj-biske-1994", "abcdefgh-abcdefgh-abcdefgh-abcdefgh"])
    func `a record is read as it was written, and each has one size`(tag: String) throws {
        var settings = MemberSettings()
        #expect(settings.encode().count == 64)
        settings.language = LanguageTag(tag)
        #expect(settings.language?.text == tag && settings.encode().count == 64)
        #expect(try MemberSettings(decoding: settings.encode()) == settings)
    }

    @Test func `a record of another layout is refused`() throws {
        func record(_ content: [UInt8], _ size: Int = 64) -> [UInt8] { Padding.pad(content, to: size) }
        let good: [UInt8] = [1, 0, 2] + Array("de".utf8)
        #expect(try MemberSettings(decoding: record(good)).language == german)
        let bad: [[UInt8]] = [
            [], record(good, 63), record(good, 65), [UInt8](repeating: 0, count: 64), record([2] + good.dropFirst()), record(good + [0]),
            record([1, 0, 2] + Array("DE".utf8)), record([1, 0, 2] + Array("d-".utf8)), record([1, 0, 3] + Array("de".utf8)),
            record([1, 0]),
            record([1, 0, 36] + Array(String(repeating: "a-", count: 18).utf8)), record([1, 0, 2, 0xff, 0xfe]),
        ]
        for bytes in bad { #expect(throws: ByteReaderError.self, "\(bytes)") { _ = try MemberSettings(decoding: bytes) } }
    }

    @Test(arguments: [
        "", "-", "d-", "-d", "d--e", "9", "9de", "de_DE", "de DE", "dé", "abcdefghi", String(repeating: "abcdefg-", count: 4) + "abcd",
    ])
    func `what is no tag of a language is none`(text: String) { #expect(LanguageTag(text) == nil) }

    @Test func `a tag has small letters`() { #expect(LanguageTag("DE-at")?.text == "de-at") }
}
