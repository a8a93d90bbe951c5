internal import Crypto
internal import Domain
internal import Glibc

/// Why the erasable pages could not be used.
enum EraseFileError: Error, Equatable, Sendable {
    /// A system call on the file failed.
    case failed(code: Int32)
    /// The file is shorter than the page asked for.
    case truncated
    /// The page is not free: somebody has it, or it has no room for another mark.
    case taken
    /// A page's ledger could not be sealed.
    case unsealed
    /// No account of the database has its page in this file.
    case foreign
}

extension EraseFileError: CustomStringConvertible {
    var description: String {
        switch self {
        case .failed(let code): "erase.bin can't be used (error \(code))"
        case .taken: "a page of erase.bin was to be given away that is not free"
        case .unsealed: "a page of erase.bin could not be sealed"
        case .truncated: "erase.bin is missing or cut short: without it no password opens an account, restore it together with the database"
        case .foreign:
            "erase.bin is of another day or another node than the database, and no account would open: restore both from one backup"
        }
    }
}

/// `erase.bin`: one 4096-byte page for each account, made of random bytes, overwritten in place to destroy.
///
/// A page holds two 32-byte halves; the key that wraps an account's key is derived from the password *and* the half in use, so that writing
/// other bytes over it makes every copy of the wrapped key worthless. SQLite leaves old copies of a row on the disk even with `secure_delete`;
/// `pwrite` into preallocated blocks of an ordinary file system does not.
///
/// Owned by the store's thread. **Source** protocol §11.1.
final class EraseFile: Sendable {
    /// A file system block: no half shares its block with another account's.
    static let pageByteCount = 4096
    static let halfByteCount = 32
    /// The file grows by this many pages: 1 MiB at a time.
    static let growthPageCount = 256

    private let descriptor: Int32
    let nodeKey: NodeKey

    /// Opens or creates the file at `path`, mode 0600; its pages' ledgers are sealed under `nodeKey`.
    init(path: String, nodeKey: NodeKey) throws(EraseFileError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .failed(code: errno) }
        self.descriptor = descriptor
        self.nodeKey = nodeKey
    }

    deinit { close(descriptor) }

    /// How many pages there are.
    func pageCount() throws(EraseFileError) -> Int {
        var information = stat()
        guard unsafe fstat(descriptor, &information) == 0 else { throw .failed(code: errno) }
        return Int(information.st_size) / EraseFile.pageByteCount
    }

    /// Appends ``growthPageCount`` pages that nobody ever had, durably, and returns their numbers.
    @discardableResult
    func grow() throws(EraseFileError) -> Range<Int> {
        let start = try pageCount()
        let pages = start..<start + EraseFile.growthPageCount
        try write(freshPages(pages), at: start * EraseFile.pageByteCount)
        try synchronise()
        return pages
    }

    /// The half `half` (0 or 1) of `page`.
    func half(_ half: Int, of page: Int) throws(EraseFileError) -> SecretBytes {
        SecretBytes(copying: try read(EraseFile.halfByteCount, at: EraseFile.offset(half, page)))
    }

    /// Writes random bytes over `half` of `page`, durably: what was derived from it is gone.
    func renew(_ half: Int, of page: Int) throws(EraseFileError) {
        try write(Random.bytes(EraseFile.halfByteCount), at: EraseFile.offset(half, page))
        try synchronise()
    }

    private static func offset(_ half: Int, _ page: Int) -> Int { page * pageByteCount + half * halfByteCount }

    /// The bytes from `offset` on.
    func read(_ byteCount: Int, at offset: Int) throws(EraseFileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        let count = unsafe pread(descriptor, &bytes, bytes.count, off_t(offset))
        guard count >= 0 else { throw .failed(code: errno) }
        guard count == bytes.count else { throw .truncated }
        return bytes
    }

    /// Writes `bytes` in place; not durable before ``synchronise()``.
    func write(_ bytes: [UInt8], at offset: Int) throws(EraseFileError) {
        var written = 0
        while written < bytes.count {
            let left = Array(bytes[written...])
            let count = unsafe pwrite(descriptor, left, left.count, off_t(offset + written))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .failed(code: errno) }
            written += count
        }
    }

    /// Returns when what was written is on the disk.
    func synchronise() throws(EraseFileError) {
        guard fdatasync(descriptor) == 0 else { throw .failed(code: errno) }
    }
}
