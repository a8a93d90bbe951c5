internal import Glibc

/// Where the node's own tor keeps its files and sockets: all in `tor` inside the data directory.
struct TorPaths: Equatable, Sendable {
    /// `sockaddr_un.sun_path` has 108 bytes, the last of them a NUL.
    static let maximumSocketPathByteCount = 107

    /// tor's own data directory, mode 0700.
    let directory: String
    /// The node's data directory, which holds it.
    let dataDirectory: String

    /// The control socket.
    var control: String { directory + "/control" }
    /// The SOCKS socket.
    var socks: String { directory + "/socks" }
    /// The authentication cookie.
    var cookie: String { directory + "/control_auth_cookie" }

    /// Makes `dataDirectory` absolute: tor must not depend on where it was started.
    init(dataDirectory: String) {
        self.dataDirectory = Self.absolute(dataDirectory)
        directory = (self.dataDirectory == "/" ? "" : self.dataDirectory) + "/tor"
    }

    /// Checks that tor and the system can use the paths.
    ///
    /// **Errors** ``TorControlError/pathTooLong(byteCount:limit:)``, ``TorControlError/pathNotAllowed``.
    func check() throws(TorControlError) {
        for path in [control, socks] {
            let byteCount = path.utf8.count
            guard byteCount <= Self.maximumSocketPathByteCount else {
                throw .pathTooLong(byteCount: byteCount, limit: Self.maximumSocketPathByteCount)
            }
        }
        let isPlain = directory.utf8.allSatisfy { byte in
            byte > 0x20 && byte != 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        guard isPlain else { throw .pathNotAllowed }
    }

    /// Makes tor's directory, for this user alone.
    ///
    /// **Errors** ``TorControlError/dataDirectoryUnusable(code:)``.
    func makeDirectory() throws(TorControlError) {
        for path in [dataDirectory, directory] {
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .dataDirectoryUnusable(code: errno) }
        }
        var facts = stat()
        guard unsafe lstat(directory, &facts) == 0 else { throw .dataDirectoryUnusable(code: errno) }
        // A symbolic link or somebody else's directory could put our sockets and tor's keys anywhere.
        guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid() else { throw .dataDirectoryUnusable(code: EACCES) }
        guard unsafe chmod(directory, 0o700) == 0 else { throw .dataDirectoryUnusable(code: errno) }
    }

    /// `path`, or `path` under the working directory when it is relative.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var plain = Substring(path)
        while plain.hasPrefix("./") { plain = plain.dropFirst(2) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe getcwd(&buffer, buffer.count) != nil else { return path }
        let workingDirectory = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return plain.isEmpty || plain == "." ? workingDirectory : workingDirectory + "/" + plain
    }
}
