/// Waits, without sleeping, until `condition` holds; false when that takes longer than `limit`.
func poll(for limit: Duration = .seconds(120), until condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}
