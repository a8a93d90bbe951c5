import Accounts

/// What our judgement says of passwords, one a line on the standard input: for `Benchmarks/run-passwords.sh` to compare with others'.
enum PasswordBenchmark {
    /// No arguments. Prints the bits of each line, as `PasswordPolicy` would find them.
    static func run(arguments: [String]) -> Int32 {
        guard arguments.isEmpty else { return 1 }
        while let line = readLine() {
            print(PasswordStrength.bits(of: line.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }))
        }
        return 0
    }
}
