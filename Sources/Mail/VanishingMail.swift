internal import Domain
internal import Store

/// Takes an account's mail out of the database.
///
/// What is not named here goes with the account's row, by foreign keys that cascade.
enum VanishingMail {
    /// Takes away what others could meet: the queues it receives on, the requests and denials.
    static func deleteStanding(of account: AccountID, in transaction: Transaction) throws {
        let id = account.row
        // A queue without its key is found by nobody; what waits in it goes piece by piece.
        try transaction.execute("UPDATE incoming_queue SET queue = randomblob(16), key = zeroblob(0) WHERE account = \(id)")
        try transaction.execute("UPDATE outgoing_queue SET is_stopped = 1 WHERE account = \(id)")
        try transaction.execute("DELETE FROM incoming_request WHERE account = \(id)")
        try transaction.execute("DELETE FROM outgoing_request WHERE account = \(id)")
        try transaction.execute("DELETE FROM denial WHERE account = \(id)")
    }

    /// Takes away at most `limit` envelopes of each direction; false when none are left.
    static func deleteEnvelopes(of account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool {
        let id = account.row
        try transaction.execute(
            """
            DELETE FROM inbox WHERE id IN (SELECT inbox.id FROM incoming_queue JOIN inbox ON inbox.queue = incoming_queue.id
                WHERE incoming_queue.account = \(id) LIMIT \(limit))
            """)
        let received = transaction.changeCount
        try transaction.execute(
            """
            DELETE FROM outbox WHERE id IN (SELECT outbox.id FROM outgoing_queue JOIN outbox ON outbox.queue = outgoing_queue.id
                WHERE outgoing_queue.account = \(id) LIMIT \(limit))
            """)
        return received + transaction.changeCount > 0
    }

    /// Takes away at most `limit` messages; false when none are left.
    static func deleteHistory(of account: AccountID, limit: Int, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            DELETE FROM message WHERE (conversation, number) IN (SELECT message.conversation, number
                FROM conversation JOIN message ON message.conversation = conversation.id WHERE account = \(account.row) LIMIT \(limit))
            """)
        return transaction.changeCount > 0
    }
}
