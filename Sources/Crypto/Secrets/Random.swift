internal import COpenSSL
private import Synchronization

/// Chance from OpenSSL's generator, seeded by the kernel. Secrets come from ``SecretBytes/random(_:)``.
///
/// A generator that fails ends the process (see ``CryptoLibrary``): nothing that follows could be safe.
public enum Random {
    /// `count` bytes for public use: nonces, ids, pseudonyms.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        CryptoLibrary.require(unsafe RAND_bytes(&bytes, Int32(count)) == 1)
        return bytes
    }

    /// 12 bytes for a nonce: of no use to whoever learns them, but never given twice.
    ///
    /// The generator takes as long for 12 bytes as for ``noncesAtOnce`` times as many, so it is asked for that many at once.
    static func nonce() -> [UInt8] {
        waitingNonces.withLock { waiting in
            if waiting.isEmpty { waiting = bytes(noncesAtOnce * nonceByteCount) }
            let nonce = Array(waiting.suffix(nonceByteCount))
            waiting.removeLast(nonceByteCount)
            return nonce
        }
    }

    private static let nonceByteCount = 12
    /// 64: by then the generator's share of a nonce is a fiftieth of what it was.
    private static let noncesAtOnce = 64
    private static let waitingNonces = Mutex<[UInt8]>([])

    /// Sixty-four random bits.
    public static func integer() -> UInt64 {
        bytes(MemoryLayout<UInt64>.size).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number from 0 up to, not including, `bound`, each equally likely. `bound` is at least 1.
    public static func integer(below bound: UInt64) -> UInt64 {
        var generator = RandomSource()
        return generator.next(upperBound: bound)
    }
}

/// The same chance for Swift's own algorithms (shuffling, picking); tests put a seeded source in its place.
public struct RandomSource: RandomNumberGenerator, Sendable {
    /// A source without state of its own.
    public init() {}

    /// Sixty-four random bits.
    public mutating func next() -> UInt64 { Random.integer() }
}
