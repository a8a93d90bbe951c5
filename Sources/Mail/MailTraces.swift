internal import Crypto
internal import Domain
internal import Store

/// By what the memory would tell whom an account's member talked to.
struct MailTraces: AccountTraces {
    /// Where members of this account's connections live.
    let nodes: [OnionAddress]
    /// The queues it receives on.
    let queues: [QueueID]

    /// What is known of `account` before it goes.
    init(of account: AccountID, in node: NodeScope) throws {
        nodes = Array(Set(try node.outgoingQueues.nodes(of: account)))
        queues = try node.transaction.rows("SELECT queue FROM incoming_queue WHERE account = \(account.row)").map { try $0.bytes(0) }
    }
}
