/// A body of ``withDeadline(_:_:)`` did not end in time.
public struct DeadlineExceeded: Error, Equatable, Sendable, CustomStringConvertible {
    /// The plain words for this error.
    public var description: String { "it took longer than it may" }

    /// The error.
    public init() {}
}

/// Runs `body` on the loop and cancels it when it has not ended within `limit`.
///
/// The call returns only when `body` has ended, so nothing of it runs on unseen: `body` has to heed cancellation, as all waits of this
/// module do. A result that arrives in spite of the cancellation is kept.
/// **Errors** what `body` throws; ``DeadlineExceeded`` when it throws after the limit.
@Loop public func withDeadline<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Loop @Sendable () async throws -> Value
) async throws -> Value {
    let task = spawn(body)
    let expiry = LoopTimer(after: limit) { task.cancel() }
    defer { expiry.cancel() }
    do {
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    } catch {
        throw expiry.isPending ? error : DeadlineExceeded()
    }
}
