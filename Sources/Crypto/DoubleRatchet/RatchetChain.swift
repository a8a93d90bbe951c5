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

    /// Takes the next message key; `code` is lent for the computation.
    mutating func advance(with code: inout HMACSHA256) throws(RatchetError) -> SecretBytes {
        guard number <= RatchetLimits.lastNumber else { throw .chainExhausted }
        step(with: &code)
        return code.secret()
    }

    /// Appends the next message key to `output`, for which there must be room, and to no other place. The caller has held the number
    /// against ``distance(to:)``, so it is not past the last one.
    mutating func advance(with code: inout HMACSHA256, appendingTo output: inout OutputSpan<UInt8>) {
        precondition(number <= RatchetLimits.lastNumber, "a message that is jumped over has a number below another's")
        step(with: &code)
        code.appendCode(to: &output)
    }

    private mutating func step(with code: inout HMACSHA256) {
        chainKey = RatchetKeys.chainStep(chainKey, with: &code)
        number += 1
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
