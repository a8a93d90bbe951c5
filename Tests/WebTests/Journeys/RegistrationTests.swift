import Accounts
import Chat
import Domain
import EventLoop
import Mail
import Testing

@testable import Web

@Suite struct RegistrationTests {
    @Test func `while registration is closed no page offers it, and a form that was open already is refused`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            #expect(try await browser.get("/login").links.contains("/register"))
            let token = try #require(try await browser.get("/register").token)
            try await site.node.chat.accounts.set(.registration, to: "closed")
            #expect(try await !browser.get("/login").links.contains("/register"))
            let page = try await browser.get("/register")
            #expect(page.status == 200)
            #expect(page.text.contains("takes no new members") && !page.text.contains("<form"))
            let answer = try await browser.post("/register", [("token", token)] + TestSite.registration("ada"))
            #expect(answer.status == 403)
            #expect(answer.text.contains("takes no new members") && !answer.text.contains("<form"))
        }
    }

    @Test func `by invite the form asks for the code, which opens it once`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            #expect(try await !site.browser().get("/register").text.contains("name=\"invite\""))
            try await site.node.chat.accounts.set(.registration, to: "invite")
            let code = try #require(try await site.node.chat.accounts.createInvites(count: 1, days: 1).first).code.exposedText()
            let browser = site.browser()
            #expect(try await browser.get("/register").text.contains("name=\"invite\""))
            #expect(try await browser.get("/login").text.contains("You have an invite code?"))
            let fields = TestSite.registration("ada")
            #expect(try await browser.submit("/register", fields + [("invite", " \(code.uppercased()) ")]).status == 303)

            var answers: [TestResponse] = []
            for invite in [code, "abcd-efgh-ijkl-mnop", "rubbish!", ""] {
                for name in ["ada", "eve"] {
                    answers.append(
                        try await browser.submit("/register", TestSite.registration(name).map { $0 } + [("invite", invite)]))
                }
            }
            answers.append(try await browser.submit("/register", TestSite.registration("ada")))
            for answer in answers {
                #expect(answer.status == 422)
                #expect(
                    answer.text.contains("That invite code can’t be used") || answer.text.contains("That invite code can&#39;t be used"))
                #expect(
                    answer.textWithoutNumbers.replacing("value=\"eve\"", with: "value=\"ada\"") == answers[0].textWithoutNumbers,
                    "a code or a name makes a difference")
                #expect(!answer.text.contains(code) && !answer.text.contains("taken"))
            }
        }
    }

    @Test func `a code in the URL fills in nothing`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            try await site.node.chat.accounts.set(.registration, to: "invite")
            let code = try #require(try await site.node.chat.accounts.createInvites(count: 1, days: 1).first).code.exposedText()
            #expect(try await !site.browser().get("/register?invite=\(code)").text.contains(code))
        }
    }

    @Test(
        arguments: [
            ("username", [("username", "a")]), ("username", [("username", "no spaces")]), ("password", [("password", "short")]),
            ("password", [("password", "iloveyou1234")]), ("destruction_password", [("destruction_password", "short")]),
            ("destruction_password", [("destruction_password", "correct horse 3 battery")]),
        ] as [(String, [(String, String)])])
    func `the field at fault is marked, described by what is wrong, and has the cursor`(field: String, changes: [(String, String)])
        async throws
    {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let fields = TestSite.registration("ada").map { field in changes.first { $0.0 == field.0 } ?? field }
            let answer = try await site.browser().submit("/register", fields)
            #expect(answer.status == 422)
            let inputs = answer.text.matches(of: /<input [^>]*>/).map { String($0.0) }
            let marked = inputs.filter { $0.contains("aria-invalid=\"true\"") }
            #expect(marked.count == 1)
            let input = try #require(marked.first)
            #expect(input.contains("id=\"\(field)\"") && input.contains("-hint problem\"") && input.contains(" autofocus"))
            #expect(inputs.count { $0.contains(" autofocus") } == 1)
            #expect(answer.text.ranges(of: "id=\"problem\"").count == 1)
            for secret in fields.filter({ $0.0 != "username" }) { #expect(!answer.text.contains(secret.1)) }
        }
    }

    @Test func `a name is taken in any case, and without the space that a phone puts behind it`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            let fields = TestSite.registration("ada").map { $0.0 == "username" ? ($0.0, " Ada ") : $0 }
            #expect(try await browser.submit("/register", fields).status == 303)
            let entered = try await browser.submit("/login", [("username", "ADA "), ("password", TestSite.password("ada"))])
            #expect(entered.field("location") == "/")
            let inside = TestSite.registration("ada").map { $0.0 == "username" ? ($0.0, "a da") : $0 }
            #expect(try await site.browser().submit("/register", inside).status == 422)
        }
    }

    @Test func `every rule is on the page beforehand`() {
        let page = String(decoding: RegisterPage.page(Samples.visitor(.invite, English())), as: UTF8.self)
        for words in [
            "3 to 32 characters", "letters a to z, digits, dot, dash, underscore", "capitals count as small", "looks like another",
            "At least 12 characters", "without your username", "Common words", "keyboard rows", "repetitions", "dates", "must not resemble",
            "works once",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }
}
