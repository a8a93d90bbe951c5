private import Synchronization

/// Contexts (or other objects) of one kind that wait to be used again, because making one costs more than what it is used for.
///
/// Each is lent to one computation at a time. Whoever brings one back has wiped it.
/// **Limits** ``limit`` wait; more are freed.
final class ContextShelf: Sendable {
    /// The loop, the store and the password threads are all that compute at once.
    private static let limit = 8

    private let waiting = Mutex<[OpenSSLObject]>([])
    private let make: @Sendable () throws(CryptoError) -> OpenSSLObject

    /// A shelf whose contexts `make` makes; one that it can't make is a failure no input brings about.
    init(make: @escaping @Sendable () throws(CryptoError) -> OpenSSLObject) { self.make = make }

    /// A context for the caller alone.
    func lend() -> OpenSSLObject {
        if let context = waiting.withLock({ $0.popLast() }) { return context }
        return CryptoLibrary.required(make)
    }

    /// Takes `context` back, which holds nothing of its last use.
    func takeBack(_ context: OpenSSLObject) {
        waiting.withLock { waiting in
            if waiting.count < Self.limit { waiting.append(context) }
        }
    }
}
