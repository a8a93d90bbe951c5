import EventLoop
import Testing

/// Runs a test's body on the loop.
func onLoop<Value: Sendable>(_ body: @escaping @Loop @Sendable () async throws -> Value) async throws -> Value {
    Loop.start()
    return try await spawn(body).value
}

/// Polls until `condition` holds; says what was waited for when it never does.
@Loop func eventually(
    _ what: Comment, within limit: Duration = .seconds(30), location: SourceLocation = #_sourceLocation, _ condition: @Loop () -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: location)
            throw NeverHappened()
        }
        try await sleep(for: .milliseconds(2))
    }
}

/// What was waited for did not come.
struct NeverHappened: Error {}
