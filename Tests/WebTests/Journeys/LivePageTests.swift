import EventLoop
import Testing

@testable import HTTP
@testable import Web

@Suite struct LivePageTests {
    @Test func `each piece fills whole relay cells with its framing`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            _ = try await page.next()
            for length in [1, 100, 333, 600, 2000] {
                let text = String(repeating: "x", count: length)
                try await pair.ada.submitMessage(text, in: pair.adasChat)
                try await page.read(until: ">\(text)</p>")
            }
            #expect(page.sizes.count >= 6)
            #expect(page.sizes.allSatisfy(LiveReader.fillsRelayCells))
            #expect(page.head.field("content-length") == nil)
            page.close()
        }
    }

    @Test func `a state that changes is told by a later line, once all is delivered`() async throws {
        try await onLoop {
            let pair = try await TestPair(isAlone: true)
            try await pair.network.hold(true)
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            try await pair.ada.submitMessage("first", in: pair.adasChat)
            try await pair.ada.submitMessage("second", in: pair.adasChat)
            try await page.read(until: ">second</p>")
            #expect(page.text.contains("<li class=\"mine queued\">"))
            #expect(!page.text.contains("class=\"settled\""))
            try await pair.network.hold(false)
            try await page.read(until: "class=\"settled\"")
            #expect(page.text.ranges(of: ">first</p>").count == 1)
            let anew = try await pair.ada.get(pair.adasChat + "/stream?mode=still").text
            #expect(!anew.contains("queued") && anew.contains("· delivered"))
            page.close()
        }
    }

    @Test func `a fourth page ends the oldest with a link to go on`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            var pages: [LiveReader] = []
            for _ in 0..<4 {
                let page = try await pair.ada.open(pair.adasChat + "/stream")
                _ = try await page.next()
                pages.append(page)
            }
            try await pages[0].readToEnd()
            #expect(pages[0].text.contains("Paused, because three other live pages are open in this browser. <a "))
            #expect(pages[0].text.contains("href=\"\(pair.adasChat)/stream\""))
            try await pair.bob.submitMessage("still here", in: pair.bobsChat)
            for page in pages.dropFirst() {
                try await page.read(until: "still here")
                page.close()
            }
        }
    }

    @Test func `three live pages of a sign-in hold over the onion and loopback together`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let (host, clock) = (WebHost.loopback(port: 8080), pair.clock)
            let local = WebFront(
                chat: pair.nodes.left.chat, host: host, memory: pair.memory, now: { clock.now }, limits: HTTPLimits.usual)
            let other = TestBrowser(local, host: host)
            other.plant("onionnode-8080", pair.ada.jar["__Host-onionnode"] ?? "")
            var pages: [LiveReader] = []
            for browser in [pair.ada, other, other, pair.ada] {
                let page = try await browser.open(pair.adasChat + "/stream")
                #expect(page.head.status == 200)
                _ = try await page.next()
                pages.append(page)
            }
            try await pages[0].readToEnd()
            #expect(pages[0].text.contains("three other live pages"))
            // The front on loopback stops; the page by the onion goes on.
            async let stopped: Void = local.stop()
            for page in pages[1...2] {
                try await page.readToEnd()
                #expect(page.text.contains("The node is going down."))
            }
            await stopped
            try await pair.ada.submitMessage("still live", in: pair.adasChat)
            try await pages[3].read(until: ">still live</p>")
            pages[3].close()
        }
    }

    @Test func `a page that has shown enough loads itself anew`() async throws {
        try await onLoop {
            var limits = LivePage.Limits()
            limits.messageCount = 3
            let pair = try await TestPair(liveLimits: limits)
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            for number in 1...3 { try await pair.ada.submitMessage("text \(number)", in: pair.adasChat) }
            try await page.readToEnd()
            #expect(page.text.contains("<meta http-equiv=\"refresh\" content=\"0\">"))
            #expect(page.sizes.allSatisfy(LiveReader.fillsRelayCells))
        }
    }

    @Test func `a page ends after its time`() async throws {
        try await onLoop {
            var limits = LivePage.Limits()
            limits.duration = .milliseconds(20)
            let pair = try await TestPair(liveLimits: limits)
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            try await page.readToEnd()
            #expect(page.text.contains("http-equiv=\"refresh\""))
        }
    }

    @Test func `signs of life come, and are no activity`() async throws {
        try await onLoop {
            var limits = LivePage.Limits()
            limits.beatPause = { .milliseconds(10) }
            let pair = try await TestPair(isAlone: true, liveLimits: limits)
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            try await page.read(until: "class=\"beat\"")
            pair.clock.advance(seconds: 3600)
            try await page.readToEnd()
            #expect(page.text.contains("Log in again"))
        }
    }

    @Test func `logging out ends the pages of that sign-in`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            _ = try await page.next()
            _ = try await pair.ada.submit("/", to: "/logout", [])
            try await page.readToEnd()
            #expect(page.text.contains("You are logged out."))
        }
    }

    @Test func `a page that the browser left is forgotten`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            _ = try await page.next()
            try await poll { pair.left.front.connectionCount == 1 }
            page.close()
            try await poll { pair.left.front.connectionCount == 0 }
        }
    }

    @Test func `stopping ends live pages with a word, and all connections`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let page = try await pair.ada.open(pair.adasChat + "/stream")
            _ = try await page.next()
            let idle = try pair.ada.connect()
            async let stopped: Void = pair.left.front.stop()
            try await page.readToEnd()
            #expect(page.text.contains("The node is going down."))
            await stopped
            #expect(pair.left.front.connectionCount == 0)
            await idle.waitUntilClosed()
            let late = try pair.ada.connect()
            await late.waitUntilClosed()
        }
    }

    @Test func `HEAD of a live page opens none`() async throws {
        try await onLoop {
            let pair = try await TestPair()
            let answer = try await pair.ada.send("HEAD \(pair.adasChat)/stream", [], [])
            #expect(answer.status == 200)
            #expect(answer.field("transfer-encoding") == "chunked")
        }
    }
}
