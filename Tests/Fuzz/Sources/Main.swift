import Glibc

/// libFuzzer's own loop. It takes the arguments, and calls back with each input.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One binary for all targets: `Fuzz list`, `Fuzz seeds FOLDER`, or `Fuzz TARGET` and what libFuzzer takes.
@main enum Main {
    /// The target that the first argument names, or the environment: a merge of libFuzzer's starts this program anew with its own words alone.
    static let target: FuzzTarget? = named ?? getenv(variable).flatMap { FuzzTarget.named(String(cString: $0)) }
    private static let named: FuzzTarget? = CommandLine.arguments.dropFirst().first.flatMap { FuzzTarget.named($0) }
    private static let variable = "FUZZ_TARGET"

    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "list": for target in FuzzTarget.all { print(target.name) }
        case "seeds" where words.count == 2: for target in FuzzTarget.all { try target.writeSeeds(to: words[1]) }
        default:
            guard let target else {
                print("fuzz: the first word is list, seeds or a target's name")
                exit(2)
            }
            setenv(variable, target.name, 1)
            exit(fuzz(target, words.dropFirst(named == nil ? 0 : 1)))
        }
    }

    /// Hands over to libFuzzer, which ends the process itself.
    private static func fuzz(_ target: FuzzTarget, _ options: ArraySlice<String>) -> CInt {
        let words = [CommandLine.arguments[0], "-max_len=\(target.longestInput)"] + options
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        return arguments.withUnsafeMutableBufferPointer { buffer in
            var count = CInt(words.count)
            var start = buffer.baseAddress
            return withUnsafeMutablePointer(to: &start) { place in
                place.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) { rebound in
                    runDriver(&count, rebound) { bytes, count in
                        Main.target?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
                        return 0
                    }
                }
            }
        }
    }
}
