import Accounts
import Chat
import Domain
import EventLoop
import Mail
import Testing

@testable import Web

@Suite struct LivePagesTests {
    private static func signIn(_ number: Int) -> SignInID { SignInID(index: [UInt8(number >> 8), UInt8(number & 255)]) }

    @Test func `when all live pages together are too many, the sign-in with most makes room`() async throws {
        try await onLoop {
            let pages = LivePages()
            let fronts = [LiveFront(pages), LiveFront(pages)]
            let greedy = (0..<LivePages.perSignIn).map { _ in LiveEvents() }
            for page in greedy { fronts[0].add(page, of: Self.signIn(0)) }
            let others = (LivePages.perSignIn..<LivePages.inAll).map { _ in LiveEvents() }
            for (number, page) in others.enumerated() { fronts[number % 2].add(page, of: Self.signIn(number + 1)) }
            #expect(pages.count == LivePages.inAll)

            let last = LiveEvents()
            fronts[1].add(last, of: Self.signIn(9999))
            #expect(pages.count == LivePages.inAll)
            #expect(await greedy[0].next() == .ending(.crowded))
        }
    }

    @Test func `a sign-in's fourth live page ends its first, whichever front it came by`() async throws {
        try await onLoop {
            let pages = LivePages()
            let fronts = [LiveFront(pages), LiveFront(pages)]
            let own = (0...LivePages.perSignIn).map { _ in LiveEvents() }
            for (number, page) in own.enumerated() { fronts[number % 2].add(page, of: Self.signIn(1)) }
            #expect(pages.count == LivePages.perSignIn)
            #expect(await own[0].next() == .ending(.replaced))
            // The first has made room: one more of another sign-in ends nothing.
            fronts[0].add(LiveEvents(), of: Self.signIn(2))
            #expect(pages.count == LivePages.perSignIn + 1)
        }
    }

    @Test func `a front that stops ends its own pages alone`() async throws {
        try await onLoop {
            let pages = LivePages()
            let (one, other) = (LiveFront(pages), LiveFront(pages))
            let (here, there, late) = (LiveEvents(), LiveEvents(), LiveEvents())
            one.add(here, of: Self.signIn(1))
            other.add(there, of: Self.signIn(1))
            one.stop()
            #expect(await here.next() == .ending(.stopped))
            #expect(pages.count == 1)
            one.add(late, of: Self.signIn(1))
            #expect(await late.next() == .ending(.stopped))
            there.report(.changed)
            #expect(await there.next() == .changed)
        }
    }
}
