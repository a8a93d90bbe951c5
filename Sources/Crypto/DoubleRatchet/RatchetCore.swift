/// The Double Ratchet itself: root, chains, ratchet steps and skipped keys. How a header travels is not its business.
///
/// Signal's text makes the new ratchet key as soon as a ratchet step has been received. Here the sending half of the step waits for the
/// next seal: opening then needs no randomness (it is a function of state, envelope and time), and a ratchet key lives no longer than it must.
/// What travels is the same.
///
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §3 and §4; protocol §8.1.
struct RatchetCore: Sendable {
    /// Which chain a header belongs to.
    enum Place: Sendable {
        /// The chain that is being received.
        case current
        /// A new chain: a ratchet step of the other end.
        case next
        /// An older chain, of which keys are kept, by its place in ``skipped``.
        case skipped(Int)
    }

    private(set) var rootKey: SecretBytes
    /// This end's ratchet key: what the other end's next step agrees with.
    private(set) var ratchetKey: AgreementKey
    private(set) var nextSendingHeaderKey: SecretBytes
    private(set) var nextReceivingHeaderKey: SecretBytes
    /// How many messages the sending chain before the current one had.
    private(set) var previousCount: UInt32 = 0
    /// The other end's ratchet key; nil on the asker's side before the first envelope.
    private(set) var remoteKey: AgreementPublicKey?
    /// Nil when the next seal starts a new chain.
    private(set) var sending: RatchetChain?
    private(set) var receiving: RatchetChain?
    var skipped = SkippedKeys()

    /// `RatchetInitBobHE`: waits for the first envelope, which agrees with the signed prekey.
    static func asker(root: ConnectionRoot, signedPrekey: AgreementKey) -> RatchetCore {
        RatchetCore(
            rootKey: root.sessionKey, ratchetKey: signedPrekey, nextSendingHeaderKey: root.askerHeaderKey,
            nextReceivingHeaderKey: root.acceptorHeaderKey)
    }

    /// `RatchetInitAliceHE`: sends first, toward the other end's signed prekey.
    static func acceptor(
        root: ConnectionRoot, remoteKey: AgreementPublicKey, ratchetKey: AgreementKey
    ) throws(RatchetError) -> RatchetCore {
        var core = RatchetCore(
            rootKey: root.sessionKey, ratchetKey: ratchetKey, nextSendingHeaderKey: root.acceptorHeaderKey,
            nextReceivingHeaderKey: root.askerHeaderKey, remoteKey: remoteKey)
        var code = HMACSHA256()
        try core.startSending(toward: remoteKey, with: &code)
        return core
    }

    /// A state with all its parts, as it is read back.
    init(
        rootKey: SecretBytes, ratchetKey: AgreementKey, nextSendingHeaderKey: SecretBytes, nextReceivingHeaderKey: SecretBytes,
        previousCount: UInt32 = 0, remoteKey: AgreementPublicKey? = nil, sending: RatchetChain? = nil, receiving: RatchetChain? = nil,
        skipped: SkippedKeys = SkippedKeys()
    ) {
        self.rootKey = rootKey
        self.ratchetKey = ratchetKey
        self.nextSendingHeaderKey = nextSendingHeaderKey
        self.nextReceivingHeaderKey = nextReceivingHeaderKey
        self.previousCount = previousCount
        self.remoteKey = remoteKey
        self.sending = sending
        self.receiving = receiving
        self.skipped = skipped
    }

    /// Takes the next message's header, header key and message key; `freshKey` is asked for only when this starts a new chain. `code` is
    /// lent for the computation, as in all that follows.
    mutating func startSealing(
        plaintextByteCount: Int, freshKey: () -> AgreementKey, with code: inout HMACSHA256
    ) throws(RatchetError) -> (header: RatchetHeader, headerKey: SecretBytes, messageKey: SecretBytes) {
        guard plaintextByteCount <= RatchetLimits.plaintextByteCount else {
            throw .plaintextTooLong(found: plaintextByteCount, limit: RatchetLimits.plaintextByteCount)
        }
        if sending == nil, let remoteKey {
            ratchetKey = freshKey()
            try startSending(toward: remoteKey, with: &code)
        }
        guard let number = sending?.number, let headerKey = sending?.headerKey, let messageKey = try sending?.advance(with: &code) else {
            throw .nothingReceivedYet
        }
        let header = RatchetHeader(ratchetKey: ratchetKey.publicKey, previousCount: previousCount, number: number)
        return (header, headerKey, messageKey)
    }

    /// The key of a message whose header was found to belong to `place`. On an error, now or later, the caller drops this copy.
    mutating func messageKey(
        for header: RatchetHeader, at place: Place, now: Int64, with code: inout HMACSHA256
    ) throws(RatchetError) -> SecretBytes {
        switch place {
        case .current: try currentMessageKey(header, now: now, with: &code)
        case .next: try nextMessageKey(header, now: now, with: &code)
        case .skipped(let index): try skippedMessageKey(header, at: index)
        }
    }

    private mutating func currentMessageKey(
        _ header: RatchetHeader, now: Int64, with code: inout HMACSHA256
    ) throws(RatchetError) -> SecretBytes {
        guard var chain = receiving, let remoteKey, header.ratchetKey == remoteKey else { throw .headerNotAuthentic }
        guard header.number >= chain.number else {
            guard let index = skipped.index(ofHeaderKey: chain.headerKey) else { throw .alreadyOpened }
            return try skippedMessageKey(header, at: index)
        }
        let distance = try chain.distance(to: header.number)
        skipped.skip(distance, in: &chain, ratchetKey: remoteKey, now: now, with: &code)
        let messageKey = try chain.advance(with: &code)
        receiving = chain
        return messageKey
    }

    private mutating func nextMessageKey(
        _ header: RatchetHeader, now: Int64, with code: inout HMACSHA256
    ) throws(RatchetError) -> SecretBytes {
        // The other end may step only after it has seen a new ratchet key of ours; with the sending half still due it can't have.
        guard sending != nil || remoteKey == nil else { throw .stepOutOfTurn }
        // Both jumps are judged before anything is computed.
        let closing = try receiving?.distance(to: header.previousCount) ?? 0
        guard header.number <= RatchetLimits.skippedInOneStep else {
            throw .jumpTooLarge(found: Int(header.number), limit: RatchetLimits.skippedInOneStep)
        }
        guard let agreement = try? ratchetKey.agree(with: header.ratchetKey) else { throw .unusableKey }
        if var chain = receiving, let remoteKey {
            skipped.skip(closing, in: &chain, ratchetKey: remoteKey, now: now, with: &code)
        }

        let step = RatchetKeys.rootStep(rootKey, agreement: agreement, with: &code)
        var chain = RatchetChain(headerKey: nextReceivingHeaderKey, chainKey: step.chainKey)
        rootKey = step.rootKey
        nextReceivingHeaderKey = step.nextHeaderKey
        remoteKey = header.ratchetKey
        previousCount = sending?.number ?? 0
        sending = nil

        skipped.skip(Int(header.number), in: &chain, ratchetKey: header.ratchetKey, now: now, with: &code)
        let messageKey = try chain.advance(with: &code)
        receiving = chain
        return messageKey
    }

    private mutating func skippedMessageKey(_ header: RatchetHeader, at index: Int) throws(RatchetError) -> SecretBytes {
        guard header.ratchetKey == skipped.chains[index].ratchetKey else { throw .headerNotAuthentic }
        guard let key = skipped.take(header.number, from: index) else { throw .alreadyOpened }
        return key
    }

    /// The sending half of a ratchet step, with the ratchet key this end has now.
    private mutating func startSending(toward remoteKey: AgreementPublicKey, with code: inout HMACSHA256) throws(RatchetError) {
        guard let agreement = try? ratchetKey.agree(with: remoteKey) else { throw .unusableKey }
        let step = RatchetKeys.rootStep(rootKey, agreement: agreement, with: &code)
        sending = RatchetChain(headerKey: nextSendingHeaderKey, chainKey: step.chainKey)
        rootKey = step.rootKey
        nextSendingHeaderKey = step.nextHeaderKey
    }
}
