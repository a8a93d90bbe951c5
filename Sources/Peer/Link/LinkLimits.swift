/// The caps of links that both ends must agree on: a part of protocol version 1, not a setting.
enum LinkLimits {
    /// Envelopes on their way on one link, counted from arrival to commit. 32 of the largest take 2 MB of memory.
    static let envelopesPerLink = 32
    /// Envelopes on their way of one queue: enough to hide one round trip, few enough that a full queue stops soon.
    static let envelopesPerQueue = 4
    /// Envelopes of one queue under way at which more are fetched: two at a time cost half the transactions of one at a time.
    static let refillCount = envelopesPerQueue / 2
    /// Queues that one end serves at once on a link: so many fill the window.
    static let queuesAtOnce = envelopesPerLink / envelopesPerQueue
    /// SEARCH and REQUEST together that one end may have open on a link: each is somebody's click.
    static let askingsPerLink = 8
    /// SEARCH, REQUEST and MARK together that one end may have open on a link.
    static let questionsPerLink = askingsPerLink + queuesAtOnce
    /// Queues that are full and not marked again yet. An honest node parks few; remembering more would cost us memory.
    static let shutQueuesPerLink = 256
    /// Sealed bytes that wait for a peer which reads slowly: its whole window of the largest envelopes, twice, so that only a peer
    /// that does not read at all reaches it.
    static let queuedBytes = 2 * envelopesPerLink * 16 * CellChannel.messageByteCount
    /// Sealed bytes that wait on all links together: as much as ``Intake/limit``. Beyond it, links whose other ends don't read go early.
    static let queuedBytesOnAllLinks = 64 << 20
    /// What a link may always have waiting, however full the house: who reads at all has less.
    static let queuedBytesAlways = 64 << 10
    /// A SEARCH or REQUEST is answered this long after it came, or a multiple of it: the time of the answer tells nothing.
    static let answerTick: Duration = .milliseconds(250)
    /// How long a certificate lives.
    static let certificateSeconds: Int64 = 48 * 3600
    /// When a certificate is made anew: its elder still has as long to live.
    static let renewalSeconds: Int64 = 24 * 3600
    /// A certificate that lives longer than two days, and one for clocks that differ, was not made by these rules.
    static let longestCertificateSeconds = certificateSeconds + 24 * 3600
}
