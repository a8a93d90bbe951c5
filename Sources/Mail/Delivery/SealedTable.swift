internal import Store

/// The tables whose row ids ``Store/Transaction/nextID(_:)`` gives out.
enum SealedTable { case incomingQueue, inbox, outgoingQueue, outbox }

extension Transaction {
    /// The next free row id of `table`: sealed columns are bound to their row's id, so it is chosen before the insert.
    /// Called within the one writing transaction, it cannot be given out twice.
    func nextID(_ table: SealedTable) throws -> Int64 {
        let found =
            switch table {
            case .incomingQueue: try row("SELECT coalesce(max(id), 0) + 1 FROM incoming_queue")
            case .inbox: try row("SELECT coalesce(max(id), 0) + 1 FROM inbox")
            case .outgoingQueue: try row("SELECT coalesce(max(id), 0) + 1 FROM outgoing_queue")
            case .outbox: try row("SELECT coalesce(max(id), 0) + 1 FROM outbox")
            }
        return try found?.integer(0) ?? 1
    }
}
