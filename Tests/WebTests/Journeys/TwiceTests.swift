import Accounts
import Chat
import Domain
import EventLoop
import Testing

@testable import Web

/// Forms that are sent twice: by a double click, while the first is worked on, and by a browser that sends again later.
@Suite struct TwiceTests {
    /// The fields of the form on `page` that is sent to `path`, with `fields` filled in.
    @Loop private static func form(
        _ browser: TestBrowser, _ page: String, to path: String, _ fields: [(String, String)] = []
    ) async throws -> [(String, String)] {
        let page = try await browser.get(page)
        return ["token", "number"].map { ($0, page.hidden($0, to: path) ?? "") } + fields
    }

    /// Sends a form twice at once and once later: three times the same answer. Gives it.
    @Loop private static func sendThrice(_ browser: TestBrowser, _ path: String, _ fields: [(String, String)]) async throws -> TestResponse
    {
        let clicks = (0..<2).map { _ in spawn { try await browser.post(path, fields) } }
        var answers: [TestResponse] = []
        for click in clicks { answers.append(try await click.value) }
        answers.append(try await browser.post(path, fields))
        for answer in answers {
            #expect(answer.status == answers[0].status, "\(path)")
            #expect(answer.fields.map { "\($0.name): \($0.value)" } == answers[0].fields.map { "\($0.name): \($0.value)" }, "\(path)")
        }
        return answers[0]
    }

    @Test func `every form on every page carries token and number first`() {
        var numbers: Set<String> = []
        var count = 0
        for (name, bytes) in PageTests().everyPage {
            for form in String(decoding: bytes, as: UTF8.self).matches(of: /<form method="post"[^>]*>(<input[^>]*>)(<input[^>]*>)/) {
                #expect(form.1.contains(" name=\"token\" ") || form.1.contains(" name=\"token\""), "\(name)")
                let number = form.2.firstMatch(of: /type="hidden" name="number" value="([A-Za-z0-9_-]{22})"/)
                #expect(number != nil, "\(name)")
                numbers.insert(number.map { String($0.1) } ?? "")
                count += 1
            }
            let posts = String(decoding: bytes, as: UTF8.self).ranges(of: "method=\"post\"").count
            #expect(String(decoding: bytes, as: UTF8.self).ranges(of: " name=\"number\"").count == posts, "\(name)")
        }
        #expect(numbers.count == count && count > 20, "each form has its own")
    }

    @Test func `a message sent twice is there once`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let (path, page) = (pair.adasChat + "/messages", pair.adasChat + "/composer")
            let fields = try await Self.form(pair.ada, page, to: path, [("text", "only once"), ("lines", "many")])
            #expect(try await Self.sendThrice(pair.ada, path, fields).field("location") == page + "?lines=many")
            let stream = try await pair.ada.get(pair.adasChat + "/stream?mode=still").text
            #expect(stream.ranges(of: ">only once</p>").count == 1)
            // Other words from the same page, as after Back, are not lost.
            _ = try await pair.ada.post(path, fields.map { $0.0 == "text" ? ($0.0, "other words") : $0 })
            #expect(try await pair.ada.get(pair.adasChat + "/stream?mode=still").text.contains(">other words</p>"))
        }
    }

    @Test func `a number means nothing in another sign-in`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let path = pair.adasChat + "/messages"
            let fields = try await Self.form(pair.ada, pair.adasChat + "/composer", to: path, [("text", "twice")])
            _ = try await pair.ada.post(path, fields)
            let other = pair.left.browser()
            try await TestSite.logIn(other, "ada")
            let token = try await other.get("/").token ?? ""
            _ = try await other.post(path, fields.map { $0.0 == "token" ? ($0.0, token) : $0 })
            #expect(try await pair.ada.get(pair.adasChat + "/stream?mode=still").text.ranges(of: ">twice</p>").count == 2)
        }
    }

    @Test func `a refused message may be sent again with its number`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let path = pair.adasChat + "/messages"
            let fields = try await Self.form(pair.ada, pair.adasChat + "/composer", to: path)
            #expect(try await pair.ada.post(path, fields + [("text", "")]).status == 422)
            #expect(try await pair.ada.post(path, fields + [("text", "now")]).status == 303)
        }
    }

    @Test func `requests, answers, denials and their taking back take effect once`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            let eve = try await pair.left.member("eve")
            let address = "bob@\(pair.nodes.right.address)"
            let asking = try await Self.form(
                eve, "/people?q=\(address)", to: "/people/request", [("address", address), ("greeting", "hello")])
            #expect(try await Self.sendThrice(eve, "/people/request", asking).field("location") == "/requests")
            #expect(try await eve.get("/requests").text.ranges(of: "<li class=\"panel\">").count == 1)
            for action in ["/deny", "/undo", "/accept"] {
                let page = try await pair.bob.get("/requests")
                let path = try #require(page.links.first { $0.hasSuffix(action) })
                let answer = try await Self.sendThrice(pair.bob, path, try await Self.form(pair.bob, "/requests", to: path))
                #expect(answer.status == 303, "\(action)")
            }
            #expect(try await pair.bob.get("/").text.ranges(of: ">eve</bdi>").count == 1)
        }
    }

    @Test func `registering and logging in twice make one account and one sign-in`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            let registration = try await Self.form(browser, "/register", to: "/register", TestSite.registration("ada"))
            #expect(try await Self.sendThrice(browser, "/register", registration).field("location") == "/login")

            let fields = try await Self.form(
                browser, "/login", to: "/login", [("username", "ada"), ("password", TestSite.password("ada"))])
            let entered = try await Self.sendThrice(browser, "/login", fields)
            #expect(entered.field("location") == "/")
            let sessions = try await browser.get("/settings/sessions")
            #expect(sessions.text.contains("This browser") && !sessions.text.contains("Another browser"))
            // After the log-out its cookie is given to nobody: the same form is a log-in like any other.
            let first = browser.jar["__Host-onionnode"]
            _ = try await browser.submit("/", to: "/logout", [])
            #expect(try await browser.post("/login", fields).status == 303)
            #expect(browser.jar["__Host-onionnode"] != first)
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test func `logging out twice is being logged out`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            let jar = browser.jar
            let fields = try await Self.form(browser, "/", to: "/logout")
            let first = try await browser.post("/logout", fields)
            for (name, value) in jar { browser.plant(name, value) }
            let second = try await browser.post("/logout", fields)
            for answer in [first, second] { #expect(answer.status == 303 && answer.field("location") == "/login") }
            #expect(first.fields.map(\.value) == second.fields.map(\.value))
        }
    }

    @Test func `two clicks on a wrong password are one attempt, and look as two on the destruction password do`() async throws {
        try await onLoop {
            let pool = GatedPool()
            let clock = TestClock()
            let site = try await TestSite.make(clock: clock, heavyWork: pool)
            defer {
                pool.open()
                site.node.remove()
            }
            for name in ["ada", "ben"] { _ = try await site.browser().submit("/register", TestSite.registration(name)) }
            let browser = site.browser()

            /// What two clicks give, headers and bytes, when both arrive before the first is judged.
            @Loop func clickTwice(_ name: String, _ password: String) async throws -> [String] {
                let fields = try await Self.form(browser, "/login", to: "/login", [("username", name), ("password", password)])
                pool.shut()
                let clicks = (0..<2).map { _ in spawn { try await browser.post("/login", fields) } }
                try await poll { site.front.connectionCount == 2 }
                // Both have been read when nothing is left to read: a page goes the same way.
                for _ in 0..<2 { _ = try await site.browser().get("/login") }
                pool.open()
                var answers: [String] = []
                for click in clicks {
                    let answer = try await click.value
                    let head = answer.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
                    answers.append("\(answer.status)\n\(head)\n\(answer.textWithoutNumbers)".replacing("\"ben\"", with: "\"ada\""))
                }
                return answers
            }
            let wrong = try await clickTwice("ada", "wrong")
            let destroying = try await clickTwice("ben", "burn it all down 3")
            #expect(wrong[0].hasPrefix("403\n") && Set(wrong + destroying).count == 1)

            // Four wrong ones by two clicks each: the fifth attempt would close the name, from 15 seconds later on.
            for _ in 0..<3 { _ = try await clickTwice("ada", "wrong") }
            clock.advance(seconds: 16)
            #expect(try await browser.submit("/login", [("username", "ada"), ("password", TestSite.password("ada"))]).status == 303)
            #expect(
                try await browser.submit("/login", [("username", "ben"), ("password", TestSite.password("ben"))]).status == 403, "gone")
        }
    }

    @Test func `settings take effect once, and a form without a number changes nothing`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let (here, there) = (try await site.member("ada"), site.browser())
            try await TestSite.logIn(there, "ada")
            let end = try #require(try await here.get("/settings/sessions").links.first { $0.hasSuffix("/end") })
            let ending = try await Self.form(here, "/settings/sessions", to: end)
            #expect(try await Self.sendThrice(here, end, ending).field("location") == "/settings/sessions")
            let export = try await Self.form(here, "/settings/export", to: "/settings/export", [("password", TestSite.password("ada"))])
            let ticket = try await Self.sendThrice(here, "/settings/export", export).field("location") ?? ""
            #expect(try await here.get(ticket).status == 200)

            let token = try await here.get("/").token ?? ""
            for route in Router.house.routes where route.isForm && route.admission == .member {
                let path = route.pattern.path(filledWith: "\(Samples.chat)")
                for number in ["", "short", "AAAAAAAAAAAAAAAAAAAAAB"] {
                    let answer = try await here.post(path, [("token", token), ("number", number), ("password", TestSite.password("ada"))])
                    #expect(answer.status == 400 && answer.text.contains("nothing was done"), "\(path)")
                }
            }
            #expect(try await here.get("/").status == 200)
            let visitor = site.browser()
            let fresh = try await visitor.get("/login").token ?? ""
            for path in ["/login", "/register"] {
                #expect(try await visitor.post(path, [("token", fresh), ("number", "x"), ("username", "ada")]).status == 400)
            }
        }
    }
}
