/// Every limit of a session, each with its reason.
///
/// **Source** protocol §8.2.
public enum RatchetLimits {
    /// How many messages of one chain an envelope may jump over. A queue holds 1,000 envelopes, so an honest sender can lose at most that many
    /// in a row; twice as many leaves room, and 2,000 chain steps cost a few milliseconds. More means lost state: the connection is renewed.
    public static let skippedInOneStep = 2_000

    /// How many skipped message keys a session keeps. As many as one step may skip; past it the oldest go. It bounds a row at 80 KB.
    public static let skippedStored = 2_000

    /// How many days a skipped message key is kept: the longest expiry an envelope can have. After that none can arrive.
    public static let skippedDays: Int64 = 31

    /// How many skipped message keys lie in one block. Taking a key copies its block (2 KB) and the list of blocks (at most a few hundred
    /// bytes for one gap of 2,000), never the whole store; fewer would lengthen the list, more would lengthen the copy.
    static let skippedInOneBlock = 64

    /// The longest plaintext: what the largest envelope holds, 16 cells of 3,880 bytes less the frame's 45 and our own 100, rounded up to a block.
    public static let plaintextByteCount = 61_936

    /// The longest envelope that is looked at: ``plaintextByteCount`` sealed.
    public static let envelopeByteCount = RatchetSession.envelopeByteCount(forPlaintext: plaintextByteCount)

    /// The last message number of a chain. A sender that gets there must wait for an answer, which starts a new chain.
    static let lastNumber = UInt32.max - 1

    /// The longest encoded state that is looked at: a full skipped store in which each key has a chain of its own, and the keys beside it.
    public static let stateByteCount = 512 + skippedStored * (32 + 32 + 2 + 4 + 1 + 4 + 32)
}
