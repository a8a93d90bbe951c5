internal import Crypto
internal import Glibc
internal import Operator

/// What the process does to itself before it holds a secret.
///
/// **Source** protocol §11.9.
enum Hardening {
    /// Freed heap is overwritten at once and goes back to no thread's private cache: without it, keys stay readable in freed memory.
    private static let tunables = "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0"
    private static let variable = "GLIBC_TUNABLES"

    /// No core dumps, no other process of this user may read this one's memory, files for the owner alone; then runs the program again, once,
    /// with the allocator that wipes.
    static func apply(arguments: [String]) throws(CommandError) {
        do { try CoreDumps.forbid() } catch { throw CommandError("core dumps can't be switched off: \(SystemError.words())") }
        umask(0o077)
        let current = unsafe getenv(variable).map { unsafe String(cString: $0) }
        guard current != tunables else { return }
        guard unsafe setenv(variable, tunables, 1) == 0 else { throw CommandError("the environment can't be set: \(SystemError.words())") }
        var words: [UnsafeMutablePointer<CChar>?] = unsafe (["onionnode"] + arguments).map { unsafe strdup($0) }
        unsafe words.append(nil)
        // By its path first, so that the process keeps its name in lists; by the open file when the path was taken by another since.
        if let path = unsafe realpath("/proc/self/exe", nil) { unsafe execv(path, words) }
        unsafe execv("/proc/self/exe", words)
        throw CommandError("the program can't start itself again: \(SystemError.words())")
    }
}
