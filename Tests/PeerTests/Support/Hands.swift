import Synchronization

/// The hands of a manual clock.
final class Hands: Sendable {
    private let passed = Mutex(Duration.zero)

    var elapsed: Duration { passed.withLock { $0 } }
    var seconds: Int64 { 1_800_000_000 + elapsed.components.seconds }

    func advance(by time: Duration) { passed.withLock { $0 += time } }
}
