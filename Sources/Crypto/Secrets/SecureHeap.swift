internal import COpenSSL

/// OpenSSL's secure heap: memory between guard pages, locked against swapping, left out of core dumps.
///
/// OpenSSL keeps its own private keys there too, and *fails* where ours only falls back. So secrets of ours stop at a reserve.
public enum SecureHeap {
    /// What the machine granted.
    public enum State: Equatable, Sendable {
        /// The heap exists and is locked into memory.
        case locked
        /// The heap exists, but the limit on locked memory is too low: it could be swapped out.
        case swappable
        /// There is no secure heap: secrets live in ordinary memory and are wiped when freed.
        case absent
    }

    /// 4 MiB: a power of two, as OpenSSL wants; half of the 8 MiB that systemd and Debian let a process lock.
    static let byteCount = 4 << 20
    /// 32 bytes: the size of most keys; smaller blocks would only lengthen OpenSSL's tables.
    static let smallestBlock = 32
    /// 1 MiB that our own secrets leave to OpenSSL: over 30,000 key objects.
    static let reserve = 1 << 20

    /// Sets the heap up at its first use; says what was granted, for the operator's status.
    public static let state: State = {
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        switch CRYPTO_secure_malloc_init(byteCount, smallestBlock) {
        case 1: return .locked
        case 2: return .swappable
        default:
            ERR_clear_error()
            return .absent
        }
    }()

    private static let shelf = BlockShelf()

    /// `count` bytes on the heap; nil when it is absent or used up to the reserve.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
        guard state != .absent else { return nil }
        if let block = unsafe shelf.take(count) { return unsafe block }
        let blockCount = BlockShelf.blockByteCount(for: count)
        guard CRYPTO_secure_used() + blockCount <= byteCount - reserve else { return nil }
        return unsafe onion_secure_malloc(blockCount)
    }

    /// Wipes and frees what ``allocate(_:)`` gave.
    static func free(_ pointer: UnsafeMutableRawPointer, _ count: Int) {
        unsafe OPENSSL_cleanse(pointer, count)
        if unsafe !shelf.keep(pointer, count) { unsafe onion_secure_clear_free(pointer, count) }
    }
}
