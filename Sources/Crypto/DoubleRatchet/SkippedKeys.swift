/// The message keys of envelopes that were jumped over and may still come.
///
/// Keys lie in blocks of at most ``RatchetLimits/skippedInOneBlock``, so that taking one copies a block and not the store: a thousand envelopes
/// in reverse order cost a thousand small copies. Chains and blocks are in the order in which they were kept; numbers ascend within a chain.
/// **Limits** ``RatchetLimits/skippedStored`` keys, the oldest go first; each is kept ``RatchetLimits/skippedDays``.
struct SkippedKeys: Sendable {
    /// The kept keys of one receiving chain.
    struct Chain: Sendable {
        let headerKey: SecretBytes
        let ratchetKey: AgreementPublicKey
        var blocks: [SkippedBlock]

        var keyCount: Int { blocks.reduce(0) { $0 + $1.count } }
    }

    private(set) var chains: [Chain] = []
    private(set) var count = 0

    init() {}

    /// Takes over decoded chains, whose shape the decoder has checked.
    init(chains: [Chain]) {
        self.chains = chains
        count = chains.reduce(0) { $0 + $1.keyCount }
    }

    /// The place of the chain with this header key, if keys of it are kept.
    func index(ofHeaderKey headerKey: SecretBytes) -> Int? { chains.lastIndex { $0.headerKey == headerKey } }

    /// Advances `chain` by `skipCount` messages and keeps their keys. The caller has held `skipCount` against its limit.
    mutating func skip(
        _ skipCount: Int, in chain: inout RatchetChain, ratchetKey: AgreementPublicKey, now: Int64, with code: inout HMACSHA256
    ) {
        guard skipCount > 0 else { return }
        // Only the newest chain can grow: the ones before it were closed by a ratchet step.
        var kept = Chain(headerKey: chain.headerKey, ratchetKey: ratchetKey, blocks: [])
        if let last = chains.last, last.headerKey == chain.headerKey { kept = chains.removeLast() }
        let day = SkippedBlock.day(of: now)
        var left = skipCount
        if let last = kept.blocks.last, last.day == day {
            let taken = min(left, last.freeCount)
            kept.blocks[kept.blocks.count - 1].append(taken, of: &chain, with: &code)
            left -= taken
        }
        while left > 0 {
            let taken = min(left, RatchetLimits.skippedInOneBlock)
            kept.blocks.append(SkippedBlock(day: day, next: taken, of: &chain, with: &code))
            left -= taken
        }
        chains.append(kept)
        count += skipCount
        removeOldest(max(0, count - RatchetLimits.skippedStored))
    }

    /// Takes the key of message `number` out of the chain at `chainIndex`; nil when it is not kept.
    mutating func take(_ number: UInt32, from chainIndex: Int) -> SecretBytes? {
        guard let blockIndex = chains[chainIndex].blocks.firstIndex(where: { $0.spans(number) }),
            let key = chains[chainIndex].blocks[blockIndex].take(number)
        else { return nil }
        count -= 1
        if chains[chainIndex].blocks[blockIndex].count == 0 { chains[chainIndex].blocks.remove(at: blockIndex) }
        if chains[chainIndex].blocks.isEmpty { chains.remove(at: chainIndex) }
        return key
    }

    /// Forgets keys whose time is over. A clock that was set back forgets nothing.
    mutating func removeExpired(now: Int64) {
        let today = Int64(SkippedBlock.day(of: now))
        let isExpired = { (block: SkippedBlock) in today - Int64(block.day) > RatchetLimits.skippedDays }
        guard chains.contains(where: { $0.blocks.contains(where: isExpired) }) else { return }
        for index in chains.indices { chains[index].blocks.removeAll(where: isExpired) }
        chains.removeAll { $0.blocks.isEmpty }
        count = chains.reduce(0) { $0 + $1.keyCount }
    }

    private mutating func removeOldest(_ excess: Int) {
        var left = excess
        // Whole chains, then whole blocks, then keys: each list is shortened once.
        func isOver(_ keyCount: Int) -> Bool {
            guard left > 0, keyCount <= left else { return false }
            left -= keyCount
            return true
        }
        chains.removeFirst(chains.prefix { isOver($0.keyCount) }.count)
        if left > 0, !chains.isEmpty {
            chains[0].blocks.removeFirst(chains[0].blocks.prefix { isOver($0.count) }.count)
            if left > 0, !chains[0].blocks.isEmpty { chains[0].blocks[0].removeFirst(left) }
        }
        count -= excess
    }
}
