import Accounts
import Chat
import Domain
import EventLoop
import Testing

@testable import Web

@Suite struct LanguageTests {
    private static let accepts = "Accept-Language: de-DE,de;q=0.9,en;q=0.5"

    private static func language(of page: TestResponse) -> String? {
        page.text.firstMatch(of: /<html lang="([a-z]+)">/).map { String($0.1) }
    }

    @Test func `before a log-in the browser's wish decides, then what the visitor chose`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            #expect(Self.language(of: try await browser.get("/login")) == "en")
            let german = try await browser.send("GET /login", [Self.accepts], [])
            #expect(Self.language(of: german) == "de" && german.text.contains("<h1>Anmelden</h1>"))
            let chosen = try await browser.submit("/login", to: "/language", [("language", "de"), ("page", "register")])
            #expect(chosen.status == 303 && chosen.field("location") == "/register")
            #expect(Self.language(of: try await browser.get("/register")) == "de")
            // The choice counts more than the wish, and English can be chosen back.
            let back = try await browser.submit("/register", to: "/language", [("language", "en"), ("page", "login")])
            #expect(back.field("location") == "/login")
            #expect(Self.language(of: try await browser.send("GET /login", [Self.accepts], [])) == "en")
        }
    }

    @Test func `a choice that means nothing changes nothing, and a foreign one is refused`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            for (language, page) in [("fr", "login"), ("", ""), ("de\r\n", "//evil"), ("DE", "/people")] {
                let answer = try await browser.submit("/login", to: "/language", [("language", language), ("page", page)])
                #expect(answer.field("location") == "/login")
                #expect(Self.language(of: try await browser.get("/login")) == "en")
            }
            let token = try await browser.get("/login").token ?? ""
            let foreign = try await browser.post("/language", [("token", token), ("language", "de")], origin: "http://evil.example")
            #expect(foreign.status == 403)
            #expect(Self.language(of: try await browser.get("/login")) == "en")
            let forged = try await browser.post("/language", [("token", "x"), ("language", "de")])
            #expect(forged.status == 403)
            #expect(Self.language(of: try await browser.get("/login")) == "en")
        }
    }

    @Test func `a member chooses German, logs out and logs in elsewhere, and it is German`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            #expect(Self.language(of: try await browser.get("/settings/language")) == "en")
            let chosen = try await browser.submit("/settings/language", [("language", "de")])
            #expect(chosen.status == 303 && chosen.field("location") == "/settings")
            let settings = try await browser.get("/settings")
            #expect(Self.language(of: settings) == "de" && settings.text.contains("Ab jetzt liest du hier Deutsch."))
            #expect(try await browser.get("/settings/language").text.contains("value=\"de\" checked"))
            let left = try await browser.submit("/settings", to: "/logout", [])
            #expect(left.field("location") == "/login")
            let login = try await browser.get("/login")
            #expect(Self.language(of: login) == "de" && login.text.contains("Du bist abgemeldet."))
            browser.forgetCookies()
            try await TestSite.logIn(browser, "ada")
            let home = try await browser.get("/")
            #expect(Self.language(of: home) == "de" && home.text.contains("Angemeldet als <strong><bdi>ada</bdi></strong>."))
            // The page behind the log-out is readable too.
            _ = try await browser.submit("/settings", to: "/logout", [])
            #expect(Self.language(of: try await browser.get("/login")) == "de")
        }
    }

    @Test func `without a choice the browser decides, and it can be left to it again`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            #expect(Self.language(of: try await browser.send("GET /", [Self.accepts], [])) == "de")
            _ = try await browser.submit("/settings/language", [("language", "en")])
            #expect(Self.language(of: try await browser.send("GET /", [Self.accepts], [])) == "en")
            for nothing in ["", "tlh"] {
                _ = try await browser.submit("/settings/language", [("language", nothing)])
                #expect(Self.language(of: try await browser.send("GET /", [Self.accepts], [])) == "de")
                #expect(Self.language(of: try await browser.get("/")) == "en")
            }
        }
    }

    @Test func `a language that is not there any more is English`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            _ = try await site.member("ada")
            let cookie = try await site.node.chat.accounts.signIn(
                name: "ada", password: .init(copying: Array(TestSite.password("ada").utf8)))
            let member = try #require(await site.node.chat.member(for: cookie))
            try await site.node.chat.accounts.setLanguage(LanguageTag("tlh"), of: member)
            let browser = site.browser()
            try await TestSite.logIn(browser, "ada")
            #expect(Self.language(of: try await browser.send("GET /", [Self.accepts], [])) == "en")
        }
    }

    @Test func `what goes wrong is said in the language too`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            _ = try await browser.submit("/login", to: "/language", [("language", "de"), ("page", "login")])
            let missing = try await browser.get("/nowhere")
            #expect(missing.status == 404 && missing.text.contains("Diese Seite gibt es nicht, oder sie gehört nicht dir."))
            let wrong = try await browser.submit("/login", [("username", "nobody"), ("password", "nothing at all here")])
            #expect(wrong.status == 403 && wrong.text.contains("Name und Passwort passen nicht zusammen."))
            #expect(wrong.text.contains("Warte zwischen zwei Versuchen zehn Sekunden."))
            let foreign = try await browser.post("/login", [], origin: "http://evil.example")
            #expect(foreign.text.contains("Es ist nichts passiert.") && Self.language(of: foreign) == "de")
            let large = try await browser.post("/login", [("token", String(repeating: "x", count: 100_000))])
            #expect(large.status == 413 && Self.language(of: large) == "de" && large.text.contains("Nicht angenommen"))
            let kind = try await browser.send(
                "POST /login", ["Origin: http://\(browser.host)", "Content-Type: image/png", "Content-Length: 1"], [1])
            #expect(kind.status == 415 && kind.text.contains("Was gesendet wurde, ist kein Formular."))
            let member = try await site.member("ada")
            _ = try await member.submit("/settings/language", [("language", "de")])
            let alone = try await member.get("/people?q=nobody")
            #expect(alone.text.contains("Dieser Knoten verbindet sich noch mit Tor"))
            let chat = try await member.get("/chats/123456789abcdef0")
            #expect(chat.status == 404 && Self.language(of: chat) == "de")
            let greeting = try await member.submit(
                "/people", to: "/people/request", [("address", "x"), ("greeting", "")])
            #expect(greeting.text.contains("Eine Adresse sieht so aus: name@….onion"))
        }
    }

    @Test func `frames and live pages speak it`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            _ = try await pair.ada.submit("/settings/language", [("language", "de")])
            let chat = try await pair.ada.get(pair.adasChat)
            #expect(chat.text.contains("title=\"Nachricht schreiben\"") && Self.language(of: chat) == "de")
            #expect(try await pair.ada.get(pair.adasChat + "/composer").text.contains(">Senden</button>"))
            #expect(try await pair.ada.get("/people?q=nobody").text.contains("Hier heißt niemand genau so."))
            let live = try await pair.ada.open(pair.adasChat + "/stream")
            try await live.read(until: "Hier beginnt dein Chat mit bob.")
            await pair.left.front.stop()
            try await live.readToEnd()
            #expect(live.text.contains("Der Knoten wird heruntergefahren."))
        }
    }
}
