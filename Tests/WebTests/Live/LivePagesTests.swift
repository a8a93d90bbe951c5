import Chat
import EventLoop
import Testing

@testable import Web

@Suite struct LivePagesTests {
    private static func signIn(_ number: Int) -> SignInID { SignInID(index: [UInt8(number >> 8), UInt8(number & 255)]) }

    @Test func `when all live pages together are too many, the sign-in with most makes room`() async throws {
        try await onLoop {
            let pages = LivePages()
            let greedy = (0..<LivePages.perSignIn).map { _ in LiveEvents() }
            for page in greedy { pages.add(page, of: Self.signIn(0)) }
            let others = (LivePages.perSignIn..<LivePages.inAll).map { _ in LiveEvents() }
            for (number, page) in others.enumerated() { pages.add(page, of: Self.signIn(number + 1)) }
            #expect(pages.count == LivePages.inAll)

            let last = LiveEvents()
            pages.add(last, of: Self.signIn(9999))
            #expect(pages.count == LivePages.inAll)
            #expect(await greedy[0].next() == .ending(.replaced))
            pages.stop()
            #expect(await greedy[1].next() == .ending(.stopped))
            #expect(await last.next() == .ending(.stopped))
        }
    }

    @Test func `a sign-in's fourth live page ends its first`() async throws {
        try await onLoop {
            let pages = LivePages()
            let own = (0...LivePages.perSignIn).map { _ in LiveEvents() }
            for page in own { pages.add(page, of: Self.signIn(1)) }
            #expect(pages.count == LivePages.perSignIn)
            #expect(await own[0].next() == .ending(.replaced))
        }
    }
}
