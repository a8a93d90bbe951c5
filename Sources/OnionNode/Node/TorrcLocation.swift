internal import Glibc
internal import Operator

/// Where the project's `torrc` is found when `--torrc` does not name one.
enum TorrcLocation {
    /// Where a package puts it.
    private static let installed = "/usr/share/onionnode/torrc"
    /// `.build/release/onionnode` lies three folders below the project's.
    private static let foldersAbove = 4

    /// The first that exists: in the folders above the program, then the installed one.
    static func find(named path: String?) throws(CommandError) -> String {
        if let path {
            guard isReadable(path) else { throw CommandError("--torrc names a file that can't be read") }
            return path
        }
        var folder = programFolder()
        for _ in 0...foldersAbove {
            if isReadable(folder + "/torrc") { return folder + "/torrc" }
            guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { break }
            folder = String(folder[..<slash])
        }
        guard isReadable(installed) else {
            throw CommandError("the project's torrc is not beside the program", hint: "name it with --torrc FILE")
        }
        return installed
    }

    private static func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

    private static func programFolder() -> String {
        guard let resolved = unsafe realpath("/proc/self/exe", nil) else { return "." }
        defer { unsafe free(resolved) }
        let path = unsafe String(cString: resolved)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
