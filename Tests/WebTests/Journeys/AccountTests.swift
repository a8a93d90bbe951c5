import EventLoop
import Testing

@testable import Web

@Suite struct AccountTests {
    @Test func `one registers, logs in, and logs out`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            #expect(try await browser.get("/").field("location") == "/login")

            let registered = try await browser.submit("/register", TestSite.registration("ada"))
            #expect(registered.status == 303)
            #expect(registered.field("location") == "/login")
            let login = try await browser.get("/login")
            #expect(login.text.contains("Your account is ready."))
            #expect(try await !browser.get("/login").text.contains("Your account is ready."))

            let entered = try await browser.submit("/login", [("username", "Ada"), ("password", TestSite.password("ada"))])
            #expect(entered.status == 303)
            #expect(entered.field("location") == "/")
            let cookie = entered.fields.first { $0.name == "set-cookie" && $0.value.hasPrefix("__Host-onionnode=") }?.value
            #expect(cookie?.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Strict") == true)
            let home = try await browser.get("/")
            #expect(home.status == 200)
            #expect(home.text.contains("Logged in as <strong><bdi>ada</bdi></strong>"))
            #expect(try await browser.get("/login").field("location") == "/")

            let left = try await browser.submit("/", to: "/logout", [])
            #expect(left.status == 303)
            #expect(left.field("location") == "/login")
            #expect(try await browser.get("/login").text.contains("You are logged out."))
            #expect(try await browser.get("/").field("location") == "/login")
        }
    }

    @Test func `a wrong password and an unknown name get the same bytes`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            browser.forgetCookies()
            let token = try #require(try await browser.get("/login").token)
            var answers: [TestResponse] = []
            for (name, password) in [("ada", "wrong"), ("eve", "wrong"), ("eve", TestSite.password("ada")), ("ada", "")] {
                answers.append(try await browser.post("/login", [("token", token), ("username", name), ("password", password)]))
            }
            for answer in answers {
                #expect(answer.status == 403)
                #expect(answer.textWithoutNumbers.replacing("value=\"eve\"", with: "value=\"ada\"") == answers[0].textWithoutNumbers)
                #expect(answer.fields.map(\.name) == answers[0].fields.map(\.name))
            }
            // The name that was typed is kept in the field of the name, and nowhere else.
            for (answer, name) in zip(answers, ["ada", "eve", "eve", "ada"]) {
                let inputs = answer.text.matches(of: /<input[^>]*>/).map { String($0.output) }
                #expect(inputs.filter { $0.contains("value=\"\(name)\"") }.map { $0.contains("name=\"username\"") } == [true])
            }
            #expect(!answers[2].text.contains(TestSite.password("ada")))
        }
    }

    @Test(
        arguments: [
            ([("username", "a")], "username"),
            ([("username", "ada"), ("password", "short"), ("destruction_password", "short")], "at least 12"),
            (
                [("username", "ada"), ("password", "correct horse battery"), ("destruction_password", "correct horse battery")],
                "must differ"
            ),
        ] as [([(String, String)], String)])
    func `a refused registration says why and keeps the name alone`(fields: [(String, String)], words: String) async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let answer = try await site.browser().submit("/register", fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains("role=\"alert\""))
            #expect(answer.text.contains(words))
            #expect(answer.text.contains("value=\"\(fields[0].1)\""))
            #expect(!answer.text.contains("correct horse"))
        }
    }

    @Test func `a full password queue is told with a time to come back`() async throws {
        try await onLoop {
            let site = try await TestSite.make(heavyWork: FullPool())
            defer { site.node.remove() }
            for (page, fields) in [("/login", [("username", "ada"), ("password", "x")]), ("/register", TestSite.registration("ada"))] {
                let answer = try await site.browser().submit(page, fields)
                #expect(answer.status == 503)
                #expect(Int(answer.field("retry-after") ?? "") ?? 0 > 0)
            }
        }
    }

    @Test func `a page that loads itself again keeps nobody logged in`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            for _ in 0..<4 {
                pair.clock.advance(seconds: 300)
                _ = try await pair.ada.get(pair.adasChat + "/stream?mode=refresh")
                #expect(try await pair.bob.get(pair.bobsChat).status == 200)
            }
            #expect(try await pair.ada.get("/").field("location") == "/login")
            #expect(try await pair.bob.get("/").status == 200)
        }
    }

    @Test func `an idle sign-in ends, and the composer gives back what was typed`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            let token = try await pair.ada.get(pair.adasChat + "/composer").token ?? ""
            pair.clock.advance(seconds: 3600)
            let late = try await pair.ada.post(pair.adasChat + "/messages", [("token", token), ("text", "precious <words>")])
            #expect(late.status == 403)
            #expect(late.text.contains("precious &lt;words&gt;"))
            #expect(late.text.contains("target=\"_top\""))
            #expect(try await pair.ada.get(pair.adasChat).field("location") == "/login")
            #expect(try await pair.ada.get(pair.adasChat + "/stream").text.contains("Log in again"))
        }
    }
}
