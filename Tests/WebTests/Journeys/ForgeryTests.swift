import EventLoop
import Testing

@testable import HTTP
@testable import Web

@Suite struct ForgeryTests {
    @Test func `a form from another origin is refused before its body is read`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = try await site.member("ada")
            for path in [
                "/login", "/register", "/logout", "/people/request", "/chats/\(Samples.chat)/messages", "/settings/password",
                "/settings/destruction-password", "/settings/sessions/end-others", "/settings/export", "/settings/delete",
            ] {
                for origin in ["Origin: http://evil.example", "Origin: null", "X-No-Origin: 1", "Origin: https://\(browser.host)"] {
                    let stream = try browser.connect()
                    // The announced body never comes: the answer does not wait for it.
                    try await stream.write(browser.head("POST \(path)", [origin, "Content-Length: 100", "Content-Type: text/plain"]))
                    let answer = try await TestBrowser.readResponse(stream, isHead: false)
                    #expect(answer.status == 403, "\(path) \(origin)")
                    #expect(answer.field("connection") == "close")
                    stream.close()
                }
            }
        }
    }

    @Test func `a form without the token of this sign-in changes nothing`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let eve = try await site.member("eve")
            let foreign = try await eve.get("/").token ?? ""
            for token in ["", foreign, "x"] {
                #expect(try await ada.post("/logout", [("token", token)]).status == 403)
                for path in ["/settings/password", "/settings/destruction-password", "/settings/export", "/settings/delete"] {
                    let fields = [
                        ("token", token), ("password", TestSite.password("ada")), ("new_destruction_password", "copper meadow lantern"),
                    ]
                    #expect(try await ada.post(path, fields).status == 403, "\(path)")
                }
            }
            #expect(try await ada.get("/").status == 200)
        }
    }

    @Test func `a message with an older token comes back ready to send`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let answer = try await pair.ada.post(
                pair.adasChat + "/messages", [("token", "old"), ("text", "not <lost>"), ("lines", "many")])
            #expect(answer.status == 403)
            #expect(answer.text.contains(">\nnot &lt;lost&gt;</textarea>"))
            let again = try await pair.ada.post(
                pair.adasChat + "/messages", [("token", answer.token ?? ""), ("text", "not <lost>"), ("lines", "many")])
            #expect(again.field("location") == pair.adasChat + "/composer?lines=many")
        }
    }

    @Test func `a visitor's form needs the token of the visitor's own cookie`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            ada.forgetCookies()
            let fields = [("username", "ada"), ("password", TestSite.password("ada"))]
            let foreign = try await site.browser().get("/login").token ?? ""
            #expect(try await ada.post("/login", [("token", foreign)] + fields).status == 403)
            _ = try await ada.get("/login")
            let again = try await ada.post("/login", [("token", foreign)] + fields)
            #expect(again.status == 403)
            #expect(again.text.contains("value=\"ada\""))
            #expect(try await ada.post("/login", [("token", again.token ?? "")] + fields).status == 303)
        }
    }

    @Test func `logging in again ends the sign-in that the browser had`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let twin = site.browser()
            twin.adoptCookies(of: ada)
            // The log-in page sends members home, but its form may be older than the sign-in.
            let visitor = site.browser()
            let token = try await visitor.get("/login").token ?? ""
            twin.adoptCookies(of: visitor)
            let answer = try await twin.post("/login", [("token", token), ("username", "ada"), ("password", TestSite.password("ada"))])
            #expect(answer.status == 303)
            #expect(try await twin.get("/").status == 200)
            #expect(try await ada.get("/").field("location") == "/login")
        }
    }

    @Test func `another's conversation and one that never was look alike`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let eve = try await pair.left.member("eve")
            for part in ["", "/stream", "/composer"] {
                let foreign = try await eve.get(pair.adasChat + part)
                let missing = try await eve.get("/chats/\(Samples.chat)\(part)")
                let nowhere = try await eve.get("/nowhere")
                #expect(foreign.status == 404)
                #expect(foreign.body == missing.body && foreign.body == nowhere.body)
                #expect(foreign.fields.map(\.value) == nowhere.fields.map(\.value))
            }
            let token = try await eve.get("/").token ?? ""
            let posted = try await eve.post(pair.adasChat + "/messages", [("token", token), ("text", "x")])
            #expect(posted.status == 404)
        }
    }

    @Test func `the composer's form may come as multipart too`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let token = try await pair.ada.get(pair.adasChat + "/composer").token ?? ""
            func part(_ head: String, _ value: String) -> String { "--XyZ\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(value)\r\n" }
            let body =
                part("name=\"token\"", token) + part("name=\"number\"", FormNumber.random().text) + part("name=\"text\"", "by parts")
                + part("name=\"attachment\"; filename=\"\"", "")
                + "--XyZ--\r\n"
            let stream = try pair.ada.connect()
            try await stream.write(
                pair.ada.head(
                    "POST \(pair.adasChat)/messages",
                    [
                        "Origin: http://\(pair.ada.host)", "Content-Type: multipart/form-data; boundary=XyZ", "Expect: 100-continue",
                        "Content-Length: \(body.utf8.count)",
                    ]))
            #expect(try await stream.readLine(limit: 100, within: .seconds(120)) == Array("HTTP/1.1 100 Continue".utf8))
            #expect(try await stream.readLine(limit: 100, within: .seconds(120)).isEmpty)
            // Byte by byte, as the worst circuit might.
            for byte in body.utf8 { try await stream.write([byte]) }
            #expect(try await TestBrowser.readResponse(stream, isHead: false).status == 303)
            stream.close()
            #expect(try await pair.ada.get(pair.adasChat + "/stream?mode=still").text.contains(">by parts</p>"))
        }
    }
}
