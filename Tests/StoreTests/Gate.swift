import Store

@testable import EventLoop

/// Holds the store's thread until it is let go, so that what is asked for meanwhile waits together.
final class Gate: Sendable {
    private let isOpen = Monitor(false)
    private let isHeld = Monitor(false)

    func hold(_ database: Database) -> Task<Void, any Error> {
        Task {
            try await database.read { [self] _ in
                isHeld.changeForAll { $0 = true }
                isOpen.take { $0 ? () : nil }
            }
        }
    }

    func waitUntilHeld() async { _ = await poll { isHeld.look { $0 } } }
    func open() { isOpen.changeForAll { $0 = true } }
}
