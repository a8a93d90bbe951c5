internal import Bytes
internal import Crypto

/// The work that a request costs its sender: a counter whose hash begins with zero bits.
///
/// **Source** protocol §6.5: SHA-256("work" ‖ token ‖ SHA-256(ciphertext) ‖ counter).
public enum ProofOfWork {
    /// The least work: about a tenth of a second.
    public static let minimumBits: UInt8 = 18
    /// The most a node may ask: we do no more for anyone.
    package static let maximumBits: UInt8 = 26

    /// The first counter that does the work; nil when `bits` is over ``maximumBits``. Slow: not for the loop.
    package static func solve(token: [UInt8], ciphertext: [UInt8], bits: UInt8) -> UInt64? {
        guard bits <= maximumBits else { return nil }
        let head = head(token, ciphertext)
        // 2^bits tries are expected; 64 times as many fail once in e^64.
        for counter in 0..<UInt64(64) << UInt64(bits) where hasZeroBits(head, counter, bits) { return counter }
        return nil
    }

    /// Whether `counter` does work of `bits`.
    package static func isDone(token: [UInt8], ciphertext: [UInt8], counter: UInt64, bits: UInt8) -> Bool {
        hasZeroBits(head(token, ciphertext), counter, bits)
    }

    private static func head(_ token: [UInt8], _ ciphertext: [UInt8]) -> [UInt8] {
        Array("ONION1/work\0".utf8) + token + SHA256.hash(ciphertext)
    }

    private static func hasZeroBits(_ head: [UInt8], _ counter: UInt64, _ bits: UInt8) -> Bool {
        var writer = ByteWriter(capacity: head.count + 8)
        writer.write(head)
        writer.write(counter)
        var reader = ByteReader(SHA256.hash(writer.bytes))
        guard let first = try? reader.readUInt64() else { return false }
        return first.leadingZeroBitCount >= Int(bits)
    }
}
