internal import Crypto
internal import Domain
internal import Store

/// The inner ids of the texts that came already, for the time of one batch.
///
/// A text that was sealed anew after a renewal may have come before. Each envelope says by itself that it is one, so that the other side chooses
/// how often this is asked: the history is opened once for each connection and batch, not once for each envelope.
struct SeenTexts: Sendable {
    /// The newest texts of a connection that are looked at: twice as many as a queue can have held, since what is sealed anew was in one.
    static let limit = 2 * DeliveryLimits.envelopesPerQueue

    private var ids: [ConnectionID: Set<[UInt8]>] = [:]

    /// Whether a text with that inner id came already.
    mutating func contains(_ innerID: [UInt8], in connection: ConnectionID, historyKey: SecretBytes, transaction: Transaction) throws
        -> Bool
    {
        if let known = ids[connection] { return known.contains(innerID) }
        let read = try MessageTable.receivedIDs(in: connection, limit: SeenTexts.limit, historyKey: historyKey, transaction: transaction)
        ids[connection] = read
        return read.contains(innerID)
    }

    /// A text with that inner id came now.
    mutating func note(_ innerID: [UInt8], in connection: ConnectionID) { ids[connection]?.insert(innerID) }
}
