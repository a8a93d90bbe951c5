internal import Glibc

/// The command line of the node's own tor.
///
/// The project's `torrc` is read as tor's *defaults*, and the operator's extra file as its torrc: what the file says wins, and the system's
/// own `/etc/tor` is never read. What the node depends on (sockets, cookie, directory) comes on the command line and wins over both.
struct TorLaunch: Equatable, Sendable {
    /// The program, an absolute path or one with a slash.
    let executable: String
    /// The arguments, the program's name first.
    let arguments: [String]

    /// - Parameter processID: the process whose end is the end of tor, until the control connection takes that part; as a rule our own.
    init(_ configuration: TorConfiguration, executable: String, paths: TorPaths, processID: Int32 = getpid()) {
        self.executable = executable
        let torrc = TorPaths.absolute(configuration.torrcPath)
        let files =
            if let include = configuration.includePath {
                ["--defaults-torrc", torrc, "-f", TorPaths.absolute(include)]
            } else {
                ["--defaults-torrc", "/dev/null", "-f", torrc]
            }
        let options = [
            ("DataDirectory", paths.directory),
            ("ControlPort", "0"),
            ("ControlSocket", paths.control),
            ("CookieAuthentication", "1"),
            ("CookieAuthFile", paths.cookie),
            ("SocksPort", "unix:\(paths.socks) \(Self.socksFlags)"),
            ("RunAsDaemon", "0"),
            ("__OwningControllerProcess", String(processID)),
        ]
        arguments = ["tor"] + files + options.flatMap { ["--" + $0.0, $0.1] }
    }

    /// `OnionTrafficOnly`: this socket can reach nothing but onions, whatever is asked of it. `IsolateSOCKSAuth` and
    /// `KeepAliveIsolateSOCKSAuth`: a destination has circuits of its own, and keeps them while a stream lives. `ExtendedErrors`: F0 to F7.
    static let socksFlags = "OnionTrafficOnly IsolateSOCKSAuth KeepAliveIsolateSOCKSAuth ExtendedErrors"

    /// Finds `name` in the directories of `searchPath`; a name with a slash is taken as it is.
    ///
    /// **Errors** ``TorControlError/torNotFound``.
    static func find(_ name: String, in searchPath: String) throws(TorControlError) -> String {
        // Debian keeps tor in /usr/sbin, which a user's PATH may lack.
        let directories = searchPath.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"]
        let candidates = name.contains("/") ? [TorPaths.absolute(name)] : directories.map { "\($0)/\(name)" }
        guard let found = candidates.first(where: isExecutableFile) else { throw .torNotFound }
        return found
    }

    /// Checks that tor will be able to read its configuration.
    ///
    /// **Errors** ``TorControlError/configurationFileUnreadable``.
    static func checkFiles(_ configuration: TorConfiguration) throws(TorControlError) {
        for path in [configuration.torrcPath] + (configuration.includePath.map { [$0] } ?? []) {
            guard unsafe access(path, R_OK) == 0 else { throw .configurationFileUnreadable }
        }
    }

    private static func isExecutableFile(_ path: String) -> Bool {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
        return unsafe access(path, X_OK) == 0
    }
}
