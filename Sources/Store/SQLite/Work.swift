/// A body on its way to the store's thread, with the caller that waits for it.
struct Work: Sendable {
    /// What the body may do.
    enum Kind: Sendable {
        case read, write
    }

    /// What became of a body: its caller is told later, once it is known whether the commit succeeded.
    struct Outcome {
        /// Whether the body threw.
        let hasFailed: Bool
        /// Tells the caller the body's own result, or this error in its place.
        let deliver: (_ failure: StoreError?) -> Void
    }

    let kind: Kind
    /// Runs the body.
    let run: @Sendable (Transaction) -> Outcome
    /// Tells the caller that the body did not run.
    let refuse: @Sendable (StoreError) -> Void

    init(_ kind: Kind, run: @escaping @Sendable (Transaction) -> Outcome, refuse: @escaping @Sendable (StoreError) -> Void) {
        self.kind = kind
        self.run = run
        self.refuse = refuse
    }

    /// The work of `caller`, who is resumed exactly once.
    init<Value: Sendable>(
        _ kind: Kind, for caller: CheckedContinuation<Value, any Error>, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) {
        let run = { @Sendable (transaction: Transaction) in
            let result = Result { try body(transaction) }
            transaction.end()
            let hasFailed = if case .failure = result { true } else { false }
            return Outcome(hasFailed: hasFailed) { failure in
                if let failure { caller.resume(throwing: failure) } else { caller.resume(with: result) }
            }
        }
        self.init(kind, run: run, refuse: { caller.resume(throwing: $0) })
    }
}
