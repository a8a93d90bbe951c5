import Domain
import Testing

@testable import Mail

@Suite struct OpeningTests {
    @Test func `mail that the disk does not let open waits for the next visit, also while a live page is there`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let mail = node.chat.mail
        let ana = try await node.member("ana")
        let page = await mail.changes(in: .random(), of: ana)
        await mail.opened(for: ana)
        try await node.store.control("PRAGMA query_only = ON")
        await mail.admitted(ana.account)
        await mail.opened(for: ana)
        let openings = await mail.openings
        #expect(openings.jobs.isEmpty, "a job that begins again by itself would go round for as long as the disk fails")
        #expect(openings.pending == [ana.account])
        try await node.store.control("PRAGMA query_only = OFF")
        await mail.opened(for: ana)
        #expect(await mail.openings.pending.isEmpty)
        withExtendedLifetime(page) {}
    }
}
