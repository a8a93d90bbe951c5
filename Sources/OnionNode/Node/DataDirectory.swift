internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import Glibc
internal import Mail
internal import Operator

/// The folder that holds everything of a node: one process at a time, and nobody but its owner, may use it.
///
/// **Layout** `node.key`, `node.db`, `erase.bin`, `lock`, `tor/`, and the sockets `admin.sock`, `web.sock`, `peer.sock`, and those of tor.
final class DataDirectory: Sendable {
    /// The absolute path.
    let path: String
    private let lock: Int32

    /// The longest path: a unix socket's address holds 107 bytes, and the longest name below is tor's.
    static let maximumPathByteCount = 107 - "/tor/control".utf8.count

    var databasePath: String { path + "/node.db" }
    var eraseFilePath: String { path + "/erase.bin" }
    var adminSocketPath: String { path + "/admin.sock" }

    /// Opens the folder at `path`, made when it is missing, and holds its lock until the process ends.
    init(_ path: String) throws(CommandError) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw CommandError(
                "the data directory can't be made: \(SystemError.words())", hint: "does the folder above it exist, and may you write there?"
            )
        }
        guard let absolute = DataDirectory.absolute(path) else {
            throw CommandError("the data directory can't be opened: \(SystemError.words())")
        }
        guard absolute.utf8.count <= DataDirectory.maximumPathByteCount else {
            throw CommandError(
                "the data directory's path has \(absolute.utf8.count) bytes, and unix sockets allow \(DataDirectory.maximumPathByteCount)",
                hint: "choose a shorter path with --data")
        }
        // tor's control protocol has no way to write these in a path.
        guard absolute.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
            throw CommandError(
                "the data directory's path has a space, a quote, a backslash or a control character, and tor can't be told of it",
                hint: "choose another with --data")
        }
        var information = stat()
        guard unsafe stat(absolute, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw CommandError("the data directory is not a directory")
        }
        guard information.st_uid == geteuid() else { throw CommandError("the data directory belongs to another user") }
        guard unsafe chmod(absolute, 0o700) == 0 else {
            throw CommandError("the data directory can't be closed to others: \(SystemError.words())")
        }
        let lock = unsafe open(absolute + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw CommandError("the data directory can't be written: \(SystemError.words())") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw CommandError.dataDirectoryIsLocked
        }
        self.path = absolute
        self.lock = lock
    }

    deinit { close(lock) }

    /// The node key, made the first time.
    ///
    /// A database without its key is refused: a fresh key would open none of it.
    func nodeKey() throws(CommandError) -> NodeKey {
        let keyPath = path + "/node.key"
        let descriptor = unsafe open(keyPath, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor >= 0 {
            defer { close(descriptor) }
            var information = stat()
            guard unsafe fstat(descriptor, &information) == 0, information.st_uid == geteuid(), information.st_mode & 0o077 == 0 else {
                throw CommandError(
                    "node.key can be read by others, or belongs to another user",
                    hint: "chmod 600 and chown it, and ask who may have copied it")
            }
            var bytes = [UInt8](repeating: 0, count: NodeKey.byteCount + 1)
            let count = unsafe read(descriptor, &bytes, bytes.count)
            guard count == NodeKey.byteCount else {
                throw CommandError(
                    "node.key does not have \(NodeKey.byteCount) bytes",
                    hint: "restore it from a backup: without it nothing here can be opened")
            }
            return NodeKey(SecretBytes(copying: Array(bytes.prefix(NodeKey.byteCount))))
        }
        guard errno == ENOENT else { throw CommandError("node.key can't be read: \(SystemError.words())") }
        guard unsafe access(databasePath, F_OK) != 0 else {
            throw CommandError(
                "there is a database here, but its node.key is missing", hint: "restore node.key from a backup, or choose another --data")
        }
        let key = SecretBytes.random(NodeKey.byteCount)
        try DataDirectory.create(keyPath, key.exposed(), in: path)
        return NodeKey(key)
    }

    /// The absolute path of an existing folder.
    private static func absolute(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Writes a new file durably: under another name first, so that half a key is never found.
    private static func create(_ path: String, _ bytes: [UInt8], in folder: String) throws(CommandError) {
        let draft = path + ".new"
        var failed: CommandError { CommandError("\(path.split(separator: "/").last ?? "") can't be written: \(SystemError.words())") }
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed }
        defer { close(descriptor) }
        guard unsafe write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0, unsafe rename(draft, path) == 0 else {
            throw failed
        }
        let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failed }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failed }
    }
}

/// The system's words for the last failed call.
enum SystemError {
    static func words() -> String { unsafe String(cString: strerror(errno)) }
}
