import EventLoop
import Testing

/// Waits, on the loop, until `condition` holds; records an issue when it does not within `limit`.
@Loop func expectEventually(
    within limit: Duration = .seconds(120), _ what: Comment? = nil, location: SourceLocation = #_sourceLocation,
    _ condition: @Loop () async -> Bool
) async {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if await condition() { return }
        try? await sleep(for: .milliseconds(5))
    }
    Issue.record(what ?? "it did not come about in time", sourceLocation: location)
}

/// Runs a test's body on the loop, which the first caller starts.
func onLoop(_ body: @escaping @Loop @Sendable () async throws -> Void) async throws {
    Loop.start()
    try await spawn(body).value
}
