/// The Double Ratchet itself: root, chains, ratchet steps and skipped keys. How a header travels is not its business.
///
/// Signal's text makes the new ratchet key as soon as a ratchet step has been received. Here the sending half of the step waits for the
/// next seal: opening then needs no randomness (it is a function of state, envelope and time), and a ratchet key lives no longer than it must.
/// What travels is the same.
///
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §3 and §4; protocol §3.13.
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
        try core.startSending(toward: remoteKey)
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

    /// Seals the next message; `freshKey` is asked for only when this starts a new chain.
    mutating func seal(
        _ plaintext: [UInt8], associatedData: [UInt8], freshKey: () -> AgreementKey
    ) throws(RatchetError) -> (header: RatchetHeader, headerKey: SecretBytes, body: [UInt8]) {
        guard plaintext.count <= RatchetLimits.plaintextByteCount else {
            throw .plaintextTooLong(found: plaintext.count, limit: RatchetLimits.plaintextByteCount)
        }
        if sending == nil, let remoteKey {
            ratchetKey = freshKey()
            try startSending(toward: remoteKey)
        }
        guard var chain = sending else { throw .nothingReceivedYet }
        let header = RatchetHeader(ratchetKey: ratchetKey.publicKey, previousCount: previousCount, number: chain.number)
        let messageKey = try chain.advance()
        sending = chain
        let body = RatchetBody.seal(plaintext, messageKey: messageKey, header: header, associatedData: associatedData)
        return (header, chain.headerKey, body)
    }

    /// Opens a body whose header was found to belong to `place`. On an error the caller drops this copy.
    mutating func open(
        _ body: [UInt8], header: RatchetHeader, at place: Place, associatedData: [UInt8], now: Int64
    ) throws(RatchetError) -> [UInt8] {
        let messageKey =
            switch place {
            case .current: try currentMessageKey(header, now: now)
            case .next: try nextMessageKey(header, now: now)
            case .skipped(let index): try skippedMessageKey(header, at: index)
            }
        return try RatchetBody.open(body, messageKey: messageKey, header: header, associatedData: associatedData)
    }

    private mutating func currentMessageKey(_ header: RatchetHeader, now: Int64) throws(RatchetError) -> SecretBytes {
        guard var chain = receiving, let remoteKey, header.ratchetKey == remoteKey else { throw .headerNotAuthentic }
        guard header.number >= chain.number else {
            guard let index = skipped.index(ofHeaderKey: chain.headerKey) else { throw .alreadyOpened }
            return try skippedMessageKey(header, at: index)
        }
        let distance = try chain.distance(to: header.number)
        try skipped.skip(distance, in: &chain, ratchetKey: remoteKey, now: now)
        let messageKey = try chain.advance()
        receiving = chain
        return messageKey
    }

    private mutating func nextMessageKey(_ header: RatchetHeader, now: Int64) throws(RatchetError) -> SecretBytes {
        // The other end may step only after it has seen a new ratchet key of ours; with the sending half still due it can't have.
        guard sending != nil || remoteKey == nil else { throw .stepOutOfTurn }
        // Both jumps are judged before anything is computed.
        let closing = try receiving?.distance(to: header.previousCount) ?? 0
        guard header.number <= RatchetLimits.skippedInOneStep else {
            throw .jumpTooLarge(found: Int(header.number), limit: RatchetLimits.skippedInOneStep)
        }
        guard let agreement = try? ratchetKey.agree(with: header.ratchetKey) else { throw .unusableKey }
        if var chain = receiving, let remoteKey { try skipped.skip(closing, in: &chain, ratchetKey: remoteKey, now: now) }

        let step = RatchetKeys.rootStep(rootKey, agreement: agreement)
        var chain = RatchetChain(headerKey: nextReceivingHeaderKey, chainKey: step.chainKey)
        rootKey = step.rootKey
        nextReceivingHeaderKey = step.nextHeaderKey
        remoteKey = header.ratchetKey
        previousCount = sending?.number ?? 0
        sending = nil

        try skipped.skip(Int(header.number), in: &chain, ratchetKey: header.ratchetKey, now: now)
        let messageKey = try chain.advance()
        receiving = chain
        return messageKey
    }

    private mutating func skippedMessageKey(_ header: RatchetHeader, at index: Int) throws(RatchetError) -> SecretBytes {
        guard header.ratchetKey == skipped.chains[index].ratchetKey else { throw .headerNotAuthentic }
        guard let key = skipped.take(header.number, from: index) else { throw .alreadyOpened }
        return key
    }

    /// The sending half of a ratchet step, with the ratchet key this end has now.
    private mutating func startSending(toward remoteKey: AgreementPublicKey) throws(RatchetError) {
        guard let agreement = try? ratchetKey.agree(with: remoteKey) else { throw .unusableKey }
        let step = RatchetKeys.rootStep(rootKey, agreement: agreement)
        sending = RatchetChain(headerKey: nextSendingHeaderKey, chainKey: step.chainKey)
        rootKey = step.rootKey
        nextSendingHeaderKey = step.nextHeaderKey
    }
}
