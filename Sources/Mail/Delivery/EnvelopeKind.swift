internal import Domain

/// What an envelope is, told in clear beside it: every kind has the same sizes.
///
/// **Source** protocol §9.2.
enum EnvelopeKind: UInt8, Sendable {
    /// The answer to a connection request: the first envelope of a fresh queue.
    case accept = 0
    /// A message of the Double Ratchet.
    case message = 1
    /// An offer of new keys.
    case renew = 2
    /// The answer to one.
    case renewed = 3
}

/// The sizes and times of delivery, each with its reason.
enum DeliveryLimits {
    /// An unacknowledged envelope is worthless after 14 days (protocol §9.2).
    static let expiryMinutes: UInt32 = 14 * 1440
    /// An answer to a request, without which nothing that follows can be opened, is kept longer: 31 days, the longest there is.
    static let longestExpiryMinutes: UInt32 = 31 * 1440
    /// Expired envelopes are looked for this often at most.
    static let sweepMinutes: UInt32 = 10
    /// Envelopes that wait in one queue, at either end.
    static let envelopesPerQueue = 1000
    /// Bytes that wait in one queue, at either end: 50 MiB.
    static let bytesPerQueue = 50 << 20
}
