/// A sending or receiving chain: one ratchet key's worth of messages in one direction.
struct RatchetChain: Sendable {
    /// Seals or opens the headers of this chain.
    let headerKey: SecretBytes
    /// What the next message key is derived from.
    private(set) var chainKey: SecretBytes
    /// The number of the next message.
    private(set) var number: UInt32

    init(headerKey: SecretBytes, chainKey: SecretBytes, number: UInt32 = 0) {
        self.headerKey = headerKey
        self.chainKey = chainKey
        self.number = number
    }

    /// Takes the next message key.
    mutating func advance() throws(RatchetError) -> SecretBytes {
        guard number <= RatchetLimits.lastNumber else { throw .chainExhausted }
        let step = RatchetKeys.chainStep(chainKey)
        chainKey = step.chainKey
        number += 1
        return step.messageKey
    }

    /// How many messages lie before `target`; a jump over the limit costs nothing but this comparison.
    func distance(to target: UInt32) throws(RatchetError) -> Int {
        let count = max(0, Int(target) - Int(number))
        guard count <= RatchetLimits.skippedInOneStep else {
            throw .jumpTooLarge(found: count, limit: RatchetLimits.skippedInOneStep)
        }
        return count
    }
}
