internal import EventLoop
internal import Glibc

/// The node's own tor as a child process: started, listened to, ended. It never touches another process.
///
/// The process ID stays ours until the child is waited for, and no signal is sent after that: it can't hit a stranger.
@Loop final class TorProcess {
    /// The child's process ID.
    let processID: pid_t

    /// How the child ended; nil while it runs.
    private(set) var end: TorControlError?
    /// What the child warned of.
    private(set) var log = TorLog()

    private let ended = Latch()
    private var childSignals: SignalSource?

    /// A read of the log takes at most this much.
    private static let readByteCount = 4_096

    /// Starts tor. Its output is a socket that the loop reads.
    ///
    /// The child gets a process group of its own (so that Ctrl-C reaches the node alone, which then ends tor in order), default signal
    /// handling, no descriptor but the three standard ones (every other of the node closes itself on exec), and of the environment only what
    /// it needs to find files and to tell the time.
    ///
    /// **Errors** ``TorControlError/launchFailed(code:)``.
    init(_ launch: TorLaunch) throws(TorControlError) {
        let (stream, processID) = try Self.spawnChild(launch)
        self.processID = processID
        // Both tell of the end; the child may also have ended already.
        childSignals = SignalSource(SIGCHLD) { [weak self] in self?.lookWhetherEnded() }
        spawn {
            await self.readLog(stream)
            self.lookWhetherEnded()
        }
        lookWhetherEnded()
    }

    /// Waits until the child has ended, or `limit` has passed. Says whether it has ended.
    @discardableResult func waitUntilEnded(within limit: Duration) async -> Bool { await ended.wait(within: limit) }

    /// Asks the child to end.
    func terminate() { send(SIGTERM) }

    /// Ends the child at once.
    func kill() { send(SIGKILL) }

    private func send(_ signal: Int32) {
        guard end == nil else { return }
        _ = Glibc.kill(processID, signal)
    }

    private func readLog(_ stream: ByteStream) async {
        while let bytes = try? await stream.read(atMost: Self.readByteCount, within: nil), !bytes.isEmpty {
            log.received(bytes)
        }
        stream.close()
    }

    private func lookWhetherEnded() {
        guard end == nil else { return }
        var status: Int32 = 0
        let found = unsafe waitpid(processID, &status, WNOHANG)
        guard found == processID || (found == -1 && errno == ECHILD) else { return }
        // The macros of <sys/wait.h> do not come over: the low seven bits are the signal, the next eight the exit code.
        let signal = status & 0x7f
        end = signal == 0 ? .torExited(code: status >> 8 & 0xff) : .torKilled(signal: signal)
        childSignals?.cancel()
        childSignals = nil
        ended.open()
    }

    private static func spawnChild(_ launch: TorLaunch) throws(TorControlError) -> (ByteStream, pid_t) {
        do throws(StreamError) {
            var code: Int32 = 0
            var processID: pid_t = 0
            let stream = try ByteStream.readingChild { output in
                code = spawnTor(launch, output: output, processID: &processID)
            }
            guard code == 0 else { throw .failed(code: code) }
            return (stream, processID)
        } catch {
            if case .failed(let code) = error { throw .launchFailed(code: code) }
            throw .launchFailed(code: 0)
        }
    }

    private static func spawnTor(_ launch: TorLaunch, output: Int32, processID: inout pid_t) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETPGROUP)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        return unsafe withCStrings(launch.arguments) { arguments in
            unsafe withCStrings(Environment.forTor()) { environment in
                unsafe posix_spawn(&processID, launch.executable, &actions, &attributes, arguments, environment)
            }
        }
    }

    /// Lends `strings` as a NULL-terminated array of C strings.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        defer {
            for index in strings.indices { unsafe free(pointers[index]) }
            unsafe pointers.deallocate()
        }
        for index in strings.indices { unsafe (pointers + index).initialize(to: strdup(strings[index])) }
        unsafe (pointers + strings.count).initialize(to: nil)
        return unsafe body(pointers)
    }
}

/// What of the node's environment concerns tor.
enum Environment {
    /// `NOTIFY_SOCKET`, `GLIBC_TUNABLES` and whatever else the node was given are its own business.
    private static let namesForTor = ["PATH", "HOME", "TZ"]

    /// The value of a variable; nil when it is not set.
    static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// `NAME=value` for each variable that tor gets.
    static func forTor() -> [String] { namesForTor.compactMap { name in value(name).map { "\(name)=\($0)" } } }
}
