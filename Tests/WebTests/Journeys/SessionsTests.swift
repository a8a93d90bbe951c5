import EventLoop
import Testing

@testable import Web

@Suite struct SessionsTests {
    @Test func `a session is seen and ended from another browser`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let (here, there) = (try await site.member("ada"), site.browser())
            #expect(try await !here.get("/settings/sessions").text.contains("Another browser"))
            try await TestSite.logIn(there, "ada")
            let page = try await here.get("/settings/sessions")
            #expect(page.text.ranges(of: "This browser").count == 1 && page.text.ranges(of: "Another browser").count == 1)
            for secret in [here.jar["__Host-onionnode"], there.jar["__Host-onionnode"]] { #expect(!page.text.contains(secret ?? "")) }
            let end = try #require(page.links.first { $0.hasSuffix("/end") })
            let ended = try await here.post(end, [("token", page.token ?? "")])
            #expect(ended.status == 303 && ended.field("location") == "/settings/sessions")
            #expect(try await here.get("/settings/sessions").text.contains("That browser is logged out."))
            #expect(try await there.get("/").field("location") == "/login")
            #expect(try await here.post(end, [("token", page.token ?? "")]).status == 404)
        }
    }

    @Test func `all others are ended at once, and nobody ends another member's session`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let (here, others) = (try await site.member("ada"), [site.browser(), site.browser()])
            for other in others { try await TestSite.logIn(other, "ada") }
            let eve = try await site.member("eve")
            let end = try #require(try await here.get("/settings/sessions").links.first { $0.hasSuffix("/end") })
            #expect(try await eve.submit("/settings", to: end, []).status == 404)
            for other in others { #expect(try await other.get("/").status == 200) }
            let answer = try await here.submit("/settings/sessions", to: "/settings/sessions/end-others", [])
            #expect(answer.field("location") == "/settings/sessions")
            for other in others { #expect(try await other.get("/").field("location") == "/login") }
            #expect(try await here.get("/").status == 200)
            #expect(try await eve.get("/").status == 200)
        }
    }

    @Test func `a live page of a session that is ended elsewhere ends at once`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            let other = pair.left.browser()
            try await TestSite.logIn(other, "ada")
            let live = try await other.open(pair.adasChat + "/stream")
            try await live.read(until: "<ol")
            let page = try await pair.ada.get("/settings/sessions")
            // Ada asked for the connection in yet another browser, and in one minute they are listed in any order.
            let ends = page.links.filter { $0.hasSuffix("/end") }
            #expect(ends.count == 2)
            for end in ends { #expect(try await pair.ada.post(end, [("token", page.token ?? "")]).status == 303) }
            try await live.readToEnd()
            #expect(live.text.contains("/login"))
        }
    }

    @Test func `a cookie that was there before the log-in is not adopted`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            _ = try await site.member("ada")
            let (victim, attacker) = (site.browser(), site.browser())
            let planted = String(repeating: "A", count: 43)
            for browser in [victim, attacker] { browser.plant("__Host-onionnode", planted) }
            try await TestSite.logIn(victim, "ada")
            #expect(victim.jar["__Host-onionnode"] != planted)
            #expect(try await victim.get("/").status == 200)
            #expect(try await attacker.get("/").field("location") == "/login")
        }
    }

    @Test func `two cookies of one name are none, so that none can be slipped in beside`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let cookie = ada.jar["__Host-onionnode"] ?? ""
            ada.forgetCookies()
            let lines = ["Cookie: __Host-onionnode=\(cookie); __Host-onionnode=\(String(repeating: "A", count: 43))"]
            #expect(try await ada.send("GET /", lines, []).field("location") == "/login")
            #expect(try await ada.send("GET /", ["Cookie: __Host-onionnode=\(cookie)"], []).status == 200)
        }
    }

    @Test func `a foreign host gets no answer, on a member's pages either`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            for host in ["evil.example", "\(ada.host):80", "\(Samples.otherNode)"] {
                let stream = try ada.connect()
                let lines = ["GET /settings HTTP/1.1", "Host: \(host)", "Cookie: __Host-onionnode=\(ada.jar["__Host-onionnode"] ?? "")"]
                try await stream.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
                #expect(try await stream.read(atMost: 100, within: .seconds(20)).isEmpty, "\(host)")
                stream.close()
            }
        }
    }

    @Test func `who comes from another site is shown the way on, who comes by themselves the log-in page`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            let cookies = ada.jar
            ada.forgetCookies()
            for path in ["/", "/people", "/settings/sessions"] {
                let arrival = try await ada.send("GET \(path)", ["Sec-Fetch-Site: cross-site"], [])
                #expect(arrival.status == 200 && arrival.text.contains("Continue to your account"))
                #expect(arrival.links.contains(path))
                for word in ["none", "same-origin", "same-site", "odd"] {
                    #expect(try await ada.send("GET \(path)", ["Sec-Fetch-Site: \(word)"], []).field("location") == "/login", "\(word)")
                }
                #expect(try await ada.get(path).field("location") == "/login")
            }
            // The link there is of the same site, and then the browser sends the cookie.
            for (name, value) in cookies { ada.plant(name, value) }
            #expect(try await ada.send("GET /people", ["Sec-Fetch-Site: same-origin"], []).status == 200)
            #expect(try await ada.send("GET /people", ["Sec-Fetch-Site: cross-site"], []).status == 200)
            // Frames stay frames, and forms from elsewhere stay refused.
            ada.forgetCookies()
            let frame = try await ada.send("GET /chats/\(Samples.chat)/stream", ["Sec-Fetch-Site: cross-site"], [])
            #expect(frame.status == 403)
            #expect(try await ada.post("/logout", [], origin: "http://evil.example").status == 403)
        }
    }

    @Test func `a session's lifetimes are the operator's, as its page says`() async throws {
        try await onLoop {
            let clock = TestClock()
            let site = try await TestSite.make(clock: clock)
            defer { site.node.remove() }
            let ada = try await site.member("ada")
            _ = try await site.node.chat.accounts.set(.signInIdleMinutes, to: "7")
            #expect(try await ada.get("/settings/sessions").text.contains("after 7 minutes without use, and 12 hours"))
            clock.advance(seconds: 7 * 60 + 1)
            #expect(try await ada.get("/").field("location") == "/login")
        }
    }
}
