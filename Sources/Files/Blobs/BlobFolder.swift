internal import Domain
internal import Glibc

/// Why a file of the folder could not be used.
enum BlobFileError: Error, Equatable, Sendable {
    /// The disk has no room but for what is kept free.
    case full
    /// There is no such file.
    case missing
    /// The file is shorter than its row says, or a piece does not open.
    case damaged
    /// The node could not seal.
    case unsealed
    /// A system call failed.
    case failed(code: Int32)

    /// What the system says of its last failure.
    static var last: BlobFileError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full
        case ENOENT: .missing
        default: .failed(code: errno)
        }
    }
}

extension BlobFileError: CustomStringConvertible {
    var description: String {
        switch self {
        case .full: "the disk is full"
        case .missing: "a file is missing"
        case .damaged: "a file is damaged"
        case .unsealed: "a file could not be sealed"
        case .failed(let code): "a file can't be used (error \(code))"
        }
    }
}

/// The folder in which blobs lie: `<id>` for what is whole, `<id>.part` while it is written.
///
/// A blob is brought to the disk, then renamed, then its row is committed. So a crash leaves parts and whole files without rows, which the next
/// start removes, and never a row without its file.
///
/// Its calls block: they run on the environment's threads for files, never on the loop. **Source** protocol §10.7.
final class BlobFolder: Sendable {
    private static let partSuffix = ".part"

    private let descriptor: Int32

    /// Opens the folder at `path`, mode 0700, made when it is missing.
    init(path: String) throws(BlobFileError) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .last }
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .last }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A new part for `id`, mode 0600.
    func create(_ id: BlobID) throws(BlobFileError) -> BlobFile {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        return try file(unsafe openat(descriptor, id.description + BlobFolder.partSuffix, flags, 0o600))
    }

    /// The whole file of `id`, to be read.
    func open(_ id: BlobID) throws(BlobFileError) -> BlobFile {
        try file(unsafe openat(descriptor, id.description, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
    }

    private func file(_ descriptor: Int32) throws(BlobFileError) -> BlobFile {
        guard descriptor >= 0 else { throw .last }
        return BlobFile(descriptor)
    }

    /// Names the part of `id`, which is on the disk, a whole file; durable when it returns.
    func keep(_ id: BlobID) throws(BlobFileError) {
        let name = id.description
        guard unsafe renameat(descriptor, name + BlobFolder.partSuffix, descriptor, name) == 0 else { throw .last }
        try synchronise()
    }

    /// Removes what is there of `id`, whole or in part; nothing happens when it is gone.
    func remove(_ id: BlobID) throws(BlobFileError) {
        for name in [id.description, id.description + BlobFolder.partSuffix] {
            guard unsafe unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else { throw .last }
        }
    }

    /// Returns when what was named and removed is so on the disk.
    func synchronise() throws(BlobFileError) {
        guard fsync(descriptor) == 0 else { throw .last }
    }

    /// Whether `byteCount` more bytes leave ``FilesLimits/diskReserve`` free.
    func hasRoom(for byteCount: Int, reserve: UInt64) throws(BlobFileError) -> Bool {
        var information = statvfs()
        guard unsafe fstatvfs(descriptor, &information) == 0 else { throw .last }
        let (free, isMore) = UInt64(information.f_bavail).multipliedReportingOverflow(by: UInt64(information.f_frsize))
        return isMore || (free >= reserve && free - reserve >= UInt64(byteCount))
    }

    /// What lies in the folder: ids of whole files, and of parts. Names that are neither are left alone.
    func contents() throws(BlobFileError) -> (whole: [BlobID], parts: [BlobID]) {
        let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw .last }
        guard let stream = unsafe fdopendir(copy) else {
            close(copy)
            throw .last
        }
        defer { unsafe closedir(stream) }
        var (whole, parts): ([BlobID], [BlobID]) = ([], [])
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let id = BlobID(name) { whole.append(id) }
            if name.hasSuffix(BlobFolder.partSuffix), let id = BlobID(name.dropLast(BlobFolder.partSuffix.count)) { parts.append(id) }
        }
        return (whole, parts)
    }
}
