internal import Crypto
internal import Domain
internal import Store

/// A new connection in the place of a broken one with the same address.
///
/// The index lets one connection with an address stand, so the old one steps aside until the new one is there. The history goes on in the
/// new one. An address can have come to another account, though: what was written for the one before is then never sent to the new one.
struct TakeOver: Sendable {
    /// The line that the reader sees where one person's texts end and another's begin.
    static let notice =
        "Another account has this address now: this may be another person. What stands above was written with the account before, and what had not been delivered will not be."

    private let old: ConnectionID
    private let isSameAccount: Bool

    /// Makes room for a connection with the account `accountKey` at `peer`: nil when there is no broken one with `peer`.
    static func begin(
        _ peer: MemberAddress, _ accountKey: VerifyingKey, account: AccountID, _ key: AccountKey, in transaction: Transaction
    ) throws -> TakeOver? {
        guard let (id, isBroken) = try ConnectionTable.find(peer, account: account, key, in: transaction), isBroken else { return nil }
        let record = try ConnectionTable.connection(id, account: account, key, in: transaction)?.record
        try ConnectionTable.stepAside(id, in: transaction)
        return TakeOver(old: id, isSameAccount: record?.peerAccountKey == accountKey)
    }

    /// Ends it: the messages are the new connection's, and the old one is gone with its queues and all that waited in them.
    func finish(by new: ConnectionID, historyKey: SecretBytes, now: UnixMinute, in transaction: Transaction) throws {
        if !isSameAccount { try MessageTable.giveUp(in: old, transaction: transaction) }
        try MessageTable.move(from: old, to: new, in: transaction)
        try ConnectionTable.delete(old, in: transaction)
        guard !isSameAccount else { return }
        _ = try MessageTable.insert(
            text: Array(TakeOver.notice.utf8), id: Random.bytes(16), minute: now, isMine: false, state: .notice, in: new,
            historyKey: historyKey, transaction: transaction)
    }
}
