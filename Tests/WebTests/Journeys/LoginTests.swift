import Accounts
import Chat
import Domain
import EventLoop
import Mail
import Testing

@testable import Web

@Suite struct LoginTests {
    /// Every byte that comes back for one log-in, on a connection of its own, but for the random number of its form.
    @Loop private func answer(_ browser: TestBrowser, _ token: String, _ name: String, _ password: String) async throws -> String {
        let body = "token=\(token)&number=\(FormNumber.random().text)&username=\(name)&password=\(password)"
        let stream = try browser.connect()
        defer { stream.close() }
        let fields = [
            "Origin: http://\(browser.host)", "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)",
            "Connection: close",
        ]
        try await stream.write(browser.head("POST /login", fields) + Array(body.utf8))
        var bytes: [UInt8] = []
        while case let piece = try await stream.read(atMost: 65_536, within: .seconds(60)), !piece.isEmpty { bytes += piece }
        return TestBrowser.withoutNumbers(String(decoding: bytes, as: UTF8.self))
    }

    @Test func `wrong, unknown, destroying, destroyed and closed get the same bytes`() async throws {
        try await onLoop {
            let clock = TestClock()
            let site = try await TestSite.make(clock: clock)
            defer { site.node.remove() }
            for name in ["ada", "ben", "cyd"] { _ = try await site.browser().submit("/register", TestSite.registration(name)) }
            let browser = site.browser()
            let token = try #require(try await browser.get("/login").token)
            let (right, destruction) = ("correct+horse+3+battery", "burn+it+all+down+3")
            for _ in 0..<5 { _ = try await answer(browser, token, "cyd", "wrong") }
            clock.advance(seconds: 15)
            let answers = [
                try await answer(browser, token, "ada", "wrong"),
                try await answer(browser, token, "eve", "wrong"),
                try await answer(browser, token, "eve", right),
                try await answer(browser, token, "ben", destruction),
                try await answer(browser, token, "ben", destruction),
                try await answer(browser, token, "ben", right),
                try await answer(browser, token, "cyd", "wrong"),
                try await answer(browser, token, "cyd", right),
                try await answer(browser, token, "cyd", destruction),
                try await answer(browser, token, "cyd", right),
                try await answer(browser, token, "ada", ""),
                try await answer(browser, token, "ada", String(repeating: "x", count: 3000)),
            ]
            #expect(answers[0].hasPrefix("HTTP/1.1 403 "))
            #expect(answers[0].contains("value=\"ada\""))
            for (number, each) in answers.enumerated() {
                let alike = ["ben", "cyd", "eve"].reduce(each) { $0.replacing("value=\"\($1)\"", with: "value=\"ada\"") }
                #expect(alike == answers[0], "answer \(number)")
            }
            // The right passwords were right: what is not closed, destroyed or unknown opens.
            #expect(try await answer(browser, token, "ada", right).hasPrefix("HTTP/1.1 303 "))
            #expect(try await answer(site.browser(), token, "ada", right).hasPrefix("HTTP/1.1 403 "), "another browser's token")
        }
    }

    @Test func `a storage that fails says so, to known and unknown alike`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            _ = try await site.browser().submit("/register", TestSite.registration("ada"))
            let browser = site.browser()
            let token = try #require(try await browser.get("/login").token)
            try await site.node.store.close()
            let known = try await answer(browser, token, "ada", "correct+horse+3+battery")
            #expect(known.hasPrefix("HTTP/1.1 500 "))
            #expect(known.contains("its operator should look at the disk"))
            #expect(try await answer(browser, token, "eve", "wrong").replacing("\"eve\"", with: "\"ada\"") == known)
        }
    }

    @Test func `a hundred log-ins at once keep nobody else waiting`() async throws {
        try await onLoop {
            let pool = GatedPool()
            let site = try await TestSite.make(heavyWork: pool)
            defer {
                pool.open()
                site.node.remove()
            }
            let member = try await site.member("ada")
            let stranger = site.browser()
            let token = try #require(try await stranger.get("/login").token)
            pool.shut()
            let answers = Answers()
            let logins = (0..<100).map { number in
                spawn { answers.all.append(try await answer(stranger, token, number.isMultiple(of: 2) ? "ada" : "eve", "wrong")) }
            }
            let taken = GatedPool.threadCount + GatedPool.queueLimit
            for _ in 0..<4000 where answers.all.count < 100 - taken { try await sleep(for: .milliseconds(5)) }
            #expect(answers.all.count == 100 - taken)

            // No password is judged now, and everything else is there for strangers and members.
            #expect(try await stranger.get("/login").status == 200)
            #expect(try await stranger.get("/register").status == 200)
            let home = try await member.get("/")
            #expect(home.status == 200)
            #expect(try await member.get(home.links.first { $0.contains(".css") } ?? "/style.css").status == 200)
            #expect(try await member.get("/people").status == 200)
            #expect(try await member.submit("/", to: "/logout", []).status == 303)
            #expect(answers.all.count == 100 - taken)

            let busy = Set(answers.all.map { $0.replacing("\"eve\"", with: "\"ada\"") })
            #expect(busy.count == 1, "busy tells no name from another")
            #expect(busy.first?.hasPrefix("HTTP/1.1 503 ") == true)
            #expect(busy.first?.contains("Retry-After: 5\r\n") == true)

            pool.open()
            for login in logins { try await login.value }
            let refused = answers.all.filter { $0.hasPrefix("HTTP/1.1 403 ") }
            #expect(refused.count == taken)
            #expect(Set(refused.map { $0.replacing("\"eve\"", with: "\"ada\"") }).count == 1)
        }
    }

    @Loop private final class Answers {
        var all: [String] = []
    }
}
