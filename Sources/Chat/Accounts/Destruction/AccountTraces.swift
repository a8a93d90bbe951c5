internal import Crypto
internal import Store

/// What the memory may hold beside an account's sign-ins, and by which it would tell whom its member talked to.
struct AccountTraces: Sendable {
    /// Where members of this account's connections live.
    let nodes: [OnionAddress]
    /// The queues it receives on.
    let queues: [QueueID]

    /// What is known of `account` before it goes.
    init(of account: RecordID, _ nodeKey: NodeKey, in transaction: Transaction) throws {
        nodes = Array(Set(try OutgoingQueueTable.nodes(of: account, nodeKey, in: transaction)))
        queues = try transaction.rows("SELECT queue FROM incoming_queue WHERE account = \(account.row)").map { try $0.bytes(0) }
    }
}
