import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Testing

@testable import HTTP
@testable import Web

@Suite struct FormNumbersTests {
    /// A memory of numbers beside a node, and effects that are counted.
    @Loop private final class Stage {
        let site: TestSite
        let numbers: FormNumbers
        let clock = TestInstant()
        private(set) var effects = 0

        init() async throws {
            site = try await TestSite.make()
            numbers = FormNumbers(chat: site.node.chat) { [clock] in clock.now }
        }

        static let sender = FormNumbers.Sender.visitor([1])

        func sending(_ number: FormNumber, _ text: String = "a", token: String = "t", to place: Place = .requests) throws -> FormSending {
            var form = Form()
            for (name, value) in [("token", token), ("number", number.text), ("text", text)] {
                try form.add(name: Array(name.utf8), value: Array(value.utf8), limits: .message)
            }
            return try #require(FormSending(form, to: place))
        }

        /// Sends; the effect answers with `response`, or with a redirect that says which effect it was.
        func send(
            _ sending: FormSending, by sender: FormNumbers.Sender = sender, _ response: Response? = nil, pause: Bool = false
        ) async -> Response {
            await numbers.once(sending, by: sender, on: TestSite.host) {
                self.effects += 1
                if pause { try? await sleep(for: .milliseconds(20)) }
                return response ?? .seeOther(.chat(RecordID(row: Int64(self.effects))))
            }
        }
    }

    private static func text(_ response: Response) -> String {
        String(decoding: response.head(keepsAlive: true, common: SecurityHeaders.lines), as: UTF8.self)
    }

    @Test func `the same number again is answered as the first was, and nothing happens`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            let sending = try stage.sending(.random())
            let answers = [await stage.send(sending), await stage.send(sending), await stage.send(sending)].map(Self.text)
            #expect(stage.effects == 1)
            #expect(Set(answers).count == 1 && answers[0].contains("Location: /chats/0000000000000001\r\n"))
        }
    }

    @Test func `who comes while the first is worked on waits, and gets its answer, a refusal too`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            for response in [nil, Response.page(.unprocessable, [1, 2, 3])] {
                let sending = try stage.sending(.random())
                let before = stage.effects
                let answers = (0..<5).map { _ in spawn { await stage.send(sending, response, pause: true) } }
                var texts: Set<String> = []
                for answer in answers { texts.insert(Self.text(await answer.value)) }
                #expect(stage.effects == before + 1)
                #expect(texts.count == 1)
            }
        }
    }

    @Test func `another number, place, content or token is another form`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            let number = FormNumber.random()
            let sendings = [
                try stage.sending(number), try stage.sending(.random()), try stage.sending(number, "b"),
                try stage.sending(number, token: "u"), try stage.sending(number, to: .people),
            ]
            for sending in sendings { _ = await stage.send(sending) }
            #expect(stage.effects == sendings.count)
            #expect(Set(sendings.map(\.mark)).count == sendings.count)
        }
    }

    @Test func `a refusal is not kept, and its number may be used again`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            let sending = try stage.sending(.random())
            #expect(await stage.send(sending, .page(.unprocessable, [1])).status == .unprocessable)
            #expect(stage.numbers.count == 0)
            #expect(await stage.send(sending).status == .seeOther)
            #expect(stage.effects == 2 && stage.numbers.count == 1)
        }
    }

    @Test func `a sender keeps its last ones only, and all together the newest`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            let sendings = try (0...FormNumbers.perSender).map { _ in try stage.sending(.random()) }
            for sending in sendings { _ = await stage.send(sending) }
            #expect(stage.numbers.count == FormNumbers.perSender)
            _ = await stage.send(sendings[1])
            #expect(stage.effects == sendings.count, "the second oldest is known")
            _ = await stage.send(sendings[0])
            #expect(stage.effects == sendings.count + 1, "the oldest is not")

            let strangers = FormNumbers.inAll / FormNumbers.perSender
            for stranger in 0..<strangers {
                for _ in 0..<FormNumbers.perSender {
                    _ = await stage.send(try stage.sending(.random()), by: .visitor([2, UInt8(stranger)]))
                }
            }
            #expect(stage.numbers.count == FormNumbers.inAll)
            let before = stage.effects
            _ = await stage.send(sendings[0])
            #expect(stage.effects == before + 1, "those before them made room")
        }
    }

    @Test func `what a visitor sent is dropped after its time, and what a sign-in sent with the sign-in`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            _ = try await stage.site.member("ada")
            let chat = stage.site.node.chat
            let cookie = try await chat.accounts.signIn(name: "ada", password: SecretBytes(copying: Array(TestSite.password("ada").utf8)))
            let member = try #require(await chat.member(for: cookie))
            _ = await stage.send(try stage.sending(.random()))
            _ = await stage.send(try stage.sending(.random(), token: cookie.formToken()), by: .signIn(member.signIn))
            await stage.numbers.sweep()
            #expect(stage.numbers.count == 2)
            stage.clock.advance(FormNumbers.visitorLifetime)
            await stage.numbers.sweep()
            #expect(stage.numbers.count == 1)
            chat.accounts.signOut(cookie)
            await stage.numbers.sweep()
            #expect(stage.numbers.count == 0)
        }
    }

    @Test func `a kept answer holds the cookie of a sign-in only as its browser can open it`() async throws {
        try await onLoop {
            let stage = try await Stage()
            defer { stage.site.node.remove() }
            _ = try await stage.site.member("ada")
            let cookie = try await stage.site.node.chat.accounts.signIn(
                name: "ada", password: SecretBytes(copying: Array(TestSite.password("ada").utf8)))
            let answer = Response.seeOther(.home, fields: [.setCookie(.set(.signIn, cookie.exposedText(), on: TestSite.host))])
            let (sending, other) = (try stage.sending(.random()), try stage.sending(.random()))
            let kept = try #require(KeptAnswer(answer, key: sending.key, on: TestSite.host))
            #expect(!"\(kept)".contains(cookie.exposedText()))
            #expect(kept.signIn(key: sending.key)?.exposedText() == cookie.exposedText())
            #expect(kept.signIn(key: other.key) == nil)
            #expect(Self.text(kept.response(kept.signIn(key: sending.key), on: TestSite.host)) == Self.text(answer))
        }
    }

    @Test(arguments: [
        "", "x", String(repeating: "A", count: 21), String(repeating: "A", count: 23), "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAA=",
    ])
    func `a number has one spelling`(text: String) throws {
        var form = Form()
        try form.add(name: Array("number".utf8), value: Array(text.utf8), limits: .short)
        #expect(FormNumber(form) == nil)
        #expect(FormNumber(Form()) == nil)
    }
}

/// A clock that goes only by hand.
final class TestInstant: @unchecked Sendable {
    // Touched on the loop alone.
    private(set) var now = ContinuousClock.now
    func advance(_ duration: Duration) { now += duration }
}
