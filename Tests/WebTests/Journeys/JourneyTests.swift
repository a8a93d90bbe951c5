import EventLoop
import Testing

@testable import Web

/// Whole ways through the pages, as a browser goes them.
@Suite struct JourneyTests {
    @Test func `two members of two nodes talk and each reads the other live`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            #expect(pair.adasChat.hasPrefix("/chats/") && pair.bobsChat.hasPrefix("/chats/"))

            let bobReads = try await pair.bob.open(pair.bobsChat + "/stream")
            #expect(bobReads.head.status == 200)
            let adaReads = try await pair.ada.open(pair.adasChat + "/stream")
            for number in 1...10 {
                let sent = try await pair.ada.submit(
                    pair.adasChat + "/composer", to: pair.adasChat + "/messages", [("text", "ada \(number) <&>\r\nsecond line")])
                #expect(sent.status == 303)
                #expect(sent.field("location") == pair.adasChat + "/composer")
                try await bobReads.read(until: "ada \(number) &lt;&amp;&gt;\nsecond line")
                _ = try await pair.bob.submit(pair.bobsChat + "/composer", to: pair.bobsChat + "/messages", [("text", "bob \(number)")])
                try await adaReads.read(until: "bob \(number)<")
            }
            try await bobReads.read(until: "bob 10<")
            for (page, order) in [(bobReads.text, ["ada", "bob"]), (adaReads.text, ["ada", "bob"])] {
                var rest = page[...]
                for number in 1...10 {
                    for name in order {
                        let range = try #require(rest.firstRange(of: "\(name) \(number)"))
                        rest = rest[range.upperBound...]
                    }
                }
                #expect(page.ranges(of: "ada 7 ").count == 1)
            }
            #expect((bobReads.sizes + adaReads.sizes).allSatisfy(LiveReader.fillsRelayCells))
            bobReads.close()
            adaReads.close()
        }
    }

    @Test func `the greeting is shown as text, and an accepted request is gone`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            #expect(try await pair.bob.get("/requests").text.contains("Nobody waits for your answer."))
            let home = try await pair.ada.get("/").text
            #expect(home.contains(">bob</bdi>"))
            let chat = try await pair.ada.get(pair.adasChat).text
            #expect(chat.contains("<iframe name=\"stream\" src=\"\(pair.adasChat)/stream\""))
            #expect(chat.contains("<iframe name=\"composer\" src=\"\(pair.adasChat)/composer\""))
        }
    }

    @Test func `a denial is silent and can be taken back`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let eve = try await pair.left.member("eve.\(pair.adasChat.suffix(8))")
            let address = "bob@\(pair.nodes.right.address)"
            let asked = try await eve.submit(
                "/people?q=\(address)", to: "/people/request", [("address", address), ("greeting", "let me in")])
            #expect(asked.field("location") == "/requests")
            #expect(try await eve.get("/requests").text.contains("Sent by you"))

            func press(_ action: String) async throws -> String {
                let page = try await pair.bob.get("/requests")
                let place = page.links.first { $0.hasSuffix(action) } ?? ""
                #expect(try await pair.bob.post(place, [("token", page.token ?? "")]).status == 303)
                return try await pair.bob.get("/requests").text
            }
            let denied = try await press("/deny")
            #expect(denied.contains("The request is denied.") && denied.contains("Denied by you") && !denied.contains("let me in"))
            #expect(try await eve.get("/requests").text.contains("waits for an answer"))
            let undone = try await press("/undo")
            #expect(undone.contains("let me in") && !undone.contains("Denied by you"))
        }
    }

    @Test func `unread messages come first and are counted until they are read`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            for text in ["one", "two"] {
                _ = try await pair.ada.submit(pair.adasChat + "/composer", to: pair.adasChat + "/messages", [("text", text)])
            }
            try await poll { try await pair.bob.get("/").text.contains("2<span class=\"reader\"> unread") }
            #expect(try await pair.bob.get(pair.bobsChat + "/stream?mode=still").text.contains(">two</p>"))
            // What is read is marked behind the page, not before it.
            try await poll { try await !pair.bob.get("/").text.contains(" unread") }
        }
    }

    @Test func `older messages are behind a link`() async throws {
        try await onLoop {
            var limits = LivePage.Limits()
            limits.firstCount = 3
            let pair = try await TestPair(isAlone: true, liveLimits: limits)
            for number in 1...5 {
                _ = try await pair.ada.submit(pair.adasChat + "/composer", to: pair.adasChat + "/messages", [("text", "text \(number)")])
            }
            let newest = try await pair.ada.get(pair.adasChat + "/stream?mode=still").text
            #expect(!newest.contains("text 2") && newest.contains("text 3") && newest.contains("text 5"))
            let link = try #require(newest.split(separator: "href=\"").map { $0.prefix { $0 != "\"" } }.first { $0.contains("before=") })
            let older = try await pair.ada.get(String(link)).text
            #expect(older.contains("text 1") && older.contains("text 2") && !older.contains("text 3") && !older.contains("before="))
        }
    }
}

/// Asks again until `condition` holds, for two minutes at most.
@Loop func poll(_ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while try await !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("it did not come to pass within two minutes")
            return
        }
        try await sleep(for: .milliseconds(5))
    }
}
