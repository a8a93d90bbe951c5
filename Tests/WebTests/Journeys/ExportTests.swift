import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import HTTP
@testable import Web

@Suite struct ExportTests {
    /// Gives the password, and the URL of the download.
    @Loop private static func ticket(_ browser: TestBrowser) async throws -> String {
        let answer = try await browser.submit("/settings/export", [("password", TestSite.password("ada"))])
        return answer.field("location") ?? "\(answer.status)"
    }

    @Test func `an export is a download with a fixed name that nobody keeps`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            try await pair.ada.submitMessage("a needle in an export", in: pair.adasChat)
            let path = try await Self.ticket(pair.ada)
            #expect(path.wholeMatch(of: /\/settings\/export\/[0-9a-f]{16}/) != nil)
            let file = try await pair.ada.get(path)
            #expect(file.status == 200)
            #expect(file.field("content-type") == "application/x-tar")
            #expect(file.field("content-disposition") == "attachment; filename=\"onionnode-export.tar\"")
            #expect(file.field("cache-control") == "no-store")
            #expect(file.field("content-security-policy")?.hasPrefix("default-src 'none'") == true)
            #expect(file.body.count.isMultiple(of: 512) && file.text.contains("a needle in an export") && file.text.contains("ustar"))
        }
    }

    @Test func `an export is in the language of its member`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            try await pair.ada.submitMessage("a needle in an export", in: pair.adasChat)
            for (language, sentences) in [
                ("en", ["Account ada\n", "Contacts: 1\n", "Waiting for your answer: 0\n", "Conversation of ada@"]),
                ("de", ["Konto ada\n", "Kontakte: 1\n", "Anfragen, die auf deine Antwort warten: 0\n", "Chat von ada@"]),
            ] {
                _ = try await pair.ada.submit("/settings/language", [("language", language)])
                let file = try await pair.ada.get(try await Self.ticket(pair.ada))
                for sentence in sentences + ["a needle in an export"] { #expect(file.text.contains(sentence), "\(sentence)") }
            }
        }
    }

    @Test func `a ticket holds once, for its sign-in, for five minutes, and the newest alone`() async throws {
        try await onLoop {
            let clock = TestClock()
            let site = try await TestSite.make(clock: clock)
            defer { site.node.remove() }
            let (ada, twin) = (try await site.member("ada"), site.browser())
            try await TestSite.logIn(twin, "ada")
            let (first, second) = (try await Self.ticket(ada), try await Self.ticket(ada))
            #expect(try await ada.get(first).status == 404)
            #expect(try await twin.get(second).status == 404)
            #expect(try await site.browser().get(second).field("location") == "/login")
            // To ask what would come uses nothing up.
            #expect(try await ada.send("HEAD \(second)", [], []).status == 404)
            #expect(try await ada.get(second).status == 200)
            #expect(try await ada.get(second).status == 404)
            let third = try await Self.ticket(ada)
            clock.advance(seconds: 301)
            #expect(try await ada.get(third).status == 404)
        }
    }

    @Test func `a download is cut when its sign-in ends, even while the browser takes nothing`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            // More than the sockets and the stream's own buffer hold.
            let text = String(repeating: "🫖", count: 7900)
            for _ in 0..<40 { try await pair.ada.submitMessage(text, in: pair.adasChat) }
            let chat = pair.nodes.left.chat
            let cookie = try await chat.accounts.signIn(name: "ada", password: SecretBytes(copying: Array(TestSite.password("ada").utf8)))
            let member = try #require(await chat.member(for: cookie))
            let (near, far) = try ByteStream.pair()
            let end = spawn { () async -> StreamError? in
                do {
                    try await Download(chat: chat, member: member, words: English()).write(to: ChunkedBody(far))
                    return nil
                } catch { return error as? StreamError }
            }
            let deadline = ContinuousClock.now + .seconds(20)
            while far.stalledSince == nil, ContinuousClock.now < deadline { try await sleep(for: .milliseconds(5)) }
            #expect(far.stalledSince != nil)
            chat.accounts.signOut(cookie)
            #expect(await end.value == .closed)
            #expect(ContinuousClock.now < deadline)
            near.close()
        }
    }
}
