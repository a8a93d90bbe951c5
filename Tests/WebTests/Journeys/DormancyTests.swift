import Accounts
import Chat
import Domain
import EventLoop
import Mail
import Testing

@testable import Web

@Suite struct DormancyTests {
    /// A look at clocks that agree, `after` the first.
    private static func look(_ site: TestSite, _ clock: TestClock, _ after: Int64 = 0) async {
        await site.node.chat.accounts.watchClock(
            ClockReading(wall: clock.now, sinceBoot: 100 + after, consensus: clock.now - 3600...clock.now + 7200))
    }

    @Test func `each page of a member shows the day on which the account is deleted, and follows the operator's number at once`()
        async throws
    {
        try await onLoop {
            let clock = TestClock()  // 2026-11-11
            let site = try await TestSite.make(clock: clock)
            defer { site.node.remove() }
            await Self.look(site, clock)
            let browser = try await site.member("ada")
            func line(_ machine: String, _ people: String) -> String {
                "Without a log-in this account is deleted on <time datetime=\"\(machine)\">\(people)</time>."
            }
            let pages = ["/", "/people", "/requests", "/settings", "/settings/password", "/settings/sessions", "/settings/delete"]
            for page in pages {
                let answer = try await browser.get(page)
                #expect(answer.status == 200 && answer.text.contains(line("2026-12-11", "11 December 2026")), "\(page)")
            }
            try await site.node.chat.accounts.set(.dormancyDays, to: "60")
            #expect(try await browser.get("/").text.contains(line("2027-01-10", "10 January 2027")))
            try await site.node.chat.accounts.set(.dormancyDays, to: "14")
            #expect(try await browser.get("/").text.contains(line("2026-11-25", "25 November 2026")))
            // Looking at pages is no log-in: the next day says the same.
            try await site.node.chat.accounts.set(.signInIdleMinutes, to: "1440")
            try await site.node.chat.accounts.set(.signInHours, to: "168")
            clock.advance(seconds: 86_000)
            await Self.look(site, clock, 86_000)
            #expect(try await browser.get("/").text.contains(line("2026-11-25", "25 November 2026")))
            clock.advance(seconds: 400)
            await Self.look(site, clock, 86_400)
            browser.forgetCookies()
            try await TestSite.logIn(browser, "ada")
            #expect(try await browser.get("/").text.contains(line("2026-11-26", "26 November 2026")))
        }
    }

    @Test func `a page promises no day while the node has no clock to believe`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let page = try await site.member("ada").get("/").text
            #expect(page.contains("No account is deleted as long as this node has no clock that it can believe."))
            #expect(!page.contains("is deleted on"))
        }
    }

    @Test func `whoever registers or logs in is told the rule`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let browser = site.browser()
            for (number, words) in [("30", "30 days"), ("1", "a day"), ("365", "365 days")] {
                try await site.node.chat.accounts.set(.dormancyDays, to: number)
                for page in ["/login", "/register"] {
                    let text = try await browser.get(page).text
                    #expect(text.contains("An account without a log-in for \(words) is deleted, with all that is in it."), "\(page)")
                }
            }
            let refused = try await browser.submit("/login", [("username", "nobody"), ("password", "x")])
            #expect(refused.text.contains("An account without a log-in for 365 days is deleted"))
        }
    }
}
