/// Suspends the caller for a time, by a libevent timer, without holding the loop.
/// **Errors** `CancellationError` as soon as the task is cancelled.
@Loop public func sleep(for duration: Duration) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    if await Waiter().wait(within: duration) == .cancelled { throw CancellationError() }
}
