import EventLoop
import Testing

@testable import Web

@Suite struct SettingsTests {
    private static let new = "window seat gravel 53"
    private static let destruction = "burn it all down 3"

    @Loop private static func passwordForm(new: String = new) -> [(String, String)] {
        [("password", TestSite.password("ada")), ("new_password", new), ("destruction_password", destruction)]
    }

    @Loop private static func logIn(_ browser: TestBrowser, _ password: String) async throws -> TestResponse {
        try await browser.submit("/login", [("username", "ada"), ("password", password)])
    }

    @Test func `settings are reached from every page, and none of their links is a dead end`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            #expect(try await browser.get("/").links.contains("/settings"))
            let index = try await browser.get("/settings")
            #expect(index.text.contains("<a href=\"/settings\" aria-current=\"page\">"))
            let parts = index.links.filter { $0.hasPrefix("/settings/") }
            #expect(parts.count == 6)
            for part in parts { #expect(try await browser.get(part).status == 200, "\(part)") }
            for form in ["/settings/sessions/end-others", "/settings/sessions/123456789abcdef0/end"] {
                #expect(try await browser.get(form).status == 404)
            }
            browser.forgetCookies()
            for part in parts { #expect(try await browser.get(part).field("location") == "/login", "\(part)") }
        }
    }

    @Test func `a change of the password goes on here under a fresh cookie, and ends everywhere else`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let (here, there) = (try await site.member("ada"), site.browser())
            try await TestSite.logIn(there, "ada")
            let before = here.jar["__Host-onionnode"]
            let answer = try await here.submit("/settings/password", Self.passwordForm())
            #expect(answer.status == 303 && answer.field("location") == "/settings")
            #expect(here.jar["__Host-onionnode"] != before)
            #expect(try await here.get("/settings").text.contains("Your password is changed."))
            #expect(try await there.get("/").field("location") == "/login")
            #expect(try await Self.logIn(there, TestSite.password("ada")).status == 403)
            #expect(try await Self.logIn(there, Self.new).status == 303)
        }
    }

    @Test func `another destruction password takes the place of the one before`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let here = try await site.member("ada")
            let fields = [("password", TestSite.password("ada")), ("new_destruction_password", Self.new)]
            #expect(try await here.submit("/settings/destruction-password", fields).field("location") == "/settings")
            #expect(try await here.get("/settings").text.contains("Your destruction password is changed."))
            let other = site.browser()
            #expect(try await Self.logIn(other, Self.destruction).status == 403)
            #expect(try await here.get("/").status == 200)
            #expect(try await Self.logIn(other, Self.new).status == 403)
            #expect(try await here.get("/").field("location") == "/login")
        }
    }

    @Test func `a form that breaks a rule comes back with the reason at its field, without passwords`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            let short = try await browser.submit("/settings/password", Self.passwordForm(new: "short"))
            #expect(short.status == 422 && short.text.contains("at least 12"))
            #expect(short.text.contains("aria-describedby=\"new-hint problem\" aria-invalid=\"true\""))
            let wrong = try await browser.submit(
                "/settings/password", Self.passwordForm().dropLast() + [("destruction_password", "not it at all 91")])
            #expect(wrong.status == 422 && wrong.text.contains("That is not your destruction password"))
            #expect(wrong.text.contains("aria-describedby=\"destruction-hint problem\" aria-invalid=\"true\""))
            for answer in [short, wrong] {
                for secret in [TestSite.password("ada"), Self.new, "not it at all 91"] { #expect(!answer.text.contains(secret)) }
            }
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test func `wherever a password is asked, a wrong one and the destruction password get the same answer, and only one destroys`()
        async throws
    {
        try await onLoop {
            let forms = [
                ("/settings/password", [("new_password", Self.new), ("destruction_password", "x")]),
                ("/settings/destruction-password", [("new_destruction_password", Self.new)]), ("/settings/export", []),
                ("/settings/delete", []),
            ]
            let site = try await TestSite.make()
            defer { site.node.remove() }
            for (name, (page, fields)) in zip(["ada", "bea", "cleo", "dora"], forms) {
                var answers: [TestResponse] = []
                let browsers = [try await site.member(name), site.browser()]
                try await TestSite.logIn(browsers[1], name)
                for (browser, password) in zip(browsers, ["not the password 4", Self.destruction]) {
                    answers.append(try await browser.submit(page, [("password", password)] + fields))
                    #expect(try await browser.get("/login").text.contains("so you are logged out"))
                    #expect(try await browser.get("/").field("location") == "/login")
                }
                #expect(answers[0].status == 303 && answers[0].field("location") == "/login")
                #expect(answers[0].fields.map(\.value) == answers[1].fields.map(\.value), "\(page)")
                #expect(answers[0].body == answers[1].body)
                let login = try await site.browser().submit("/login", [("username", name), ("password", TestSite.password(name))])
                #expect(login.status == 403, "\(page) destroys")
            }
        }
    }

    @Test func `a full password queue is told with a time to come back, and the form stays`() async throws {
        try await onLoop {
            let pool = FillablePool()
            let site = try await TestSite.make(heavyWork: pool)
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            pool.fill()
            for (page, fields) in [
                ("/settings/password", Self.passwordForm()), ("/settings/export", [("password", "x")]),
                ("/settings/delete", [("password", "x")]),
                ("/settings/destruction-password", [("password", "x"), ("new_destruction_password", Self.new)]),
            ] {
                let answer = try await browser.submit(page, fields)
                #expect(answer.status == 503 && answer.token != nil, "\(page)")
                #expect(Int(answer.field("retry-after") ?? "") ?? 0 > 0)
            }
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test func `deleting the account says all that follows, asks for the password, and ends at the log-in page`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let (browser, other) = (try await site.member("ada"), site.browser())
            try await TestSite.logIn(other, "ada")
            let page = try await browser.get("/settings/delete")
            for words in ["no notice", "stays reserved", "nobody can undo it", "backup"] { #expect(page.text.contains(words), "\(words)") }
            let answer = try await browser.submit("/settings/delete", [("password", TestSite.password("ada"))])
            #expect(answer.status == 303 && answer.field("location") == "/login")
            #expect(browser.jar["__Host-onionnode"] == nil)
            #expect(try await browser.get("/login").text.contains("The account is deleted."))
            #expect(try await other.get("/").field("location") == "/login")
            #expect(try await Self.logIn(browser, TestSite.password("ada")).status == 403)
            let again = try await browser.submit("/register", TestSite.registration("ada"))
            #expect(again.status == 422 && again.text.contains("is taken"))
        }
    }
}
