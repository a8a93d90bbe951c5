/// Starts a task on the loop. Every task of the node starts here: with the loop as preferred executor no suspension leaves its thread.
@discardableResult public nonisolated func spawn<Value: Sendable>(
    _ operation: @escaping @Loop @Sendable () async -> Value
) -> Task<Value, Never> {
    Task(executorPreference: Loop.taskExecutor, operation: operation)
}

/// Starts a task on the loop that may fail.
@discardableResult public nonisolated func spawn<Value: Sendable>(
    _ operation: @escaping @Loop @Sendable () async throws -> Value
) -> Task<Value, any Error> {
    Task(executorPreference: Loop.taskExecutor, operation: operation)
}
