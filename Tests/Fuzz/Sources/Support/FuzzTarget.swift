import Glibc

/// A parser under fire: what is run with each input, and the inputs to begin with.
///
/// `run` claims what must hold for any input with ``claim(_:_:)``; a trap anywhere is a finding as well.
struct FuzzTarget: Sendable {
    let name: String
    /// Longer inputs would only be slower.
    let longestInput: Int
    /// Small and meaningful, from real encoders; the same at each call.
    let seeds: @Sendable () throws -> [[UInt8]]
    let run: @Sendable ([UInt8]) -> Void

    /// Every target, lowest floor first.
    static let all: [FuzzTarget] =
        encodingTargets + identityTargets + fernetTargets + ratchetTargets + postQuantumTargets + handshakeTargets + storedTargets
        + chatTargets + acceptTargets + accountTargets + renewalTargets + wireTargets + linkTargets + torTargets + tokenTargets
        + registrationTargets + webTargets + formTargets + uploadTargets

    static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

    /// Writes each seed as a file into the target's folder under `folder`.
    func writeSeeds(to folder: String) throws {
        mkdir(folder, 0o755)
        mkdir("\(folder)/\(name)", 0o755)
        for (index, seed) in try seeds().enumerated() {
            guard let file = fopen("\(folder)/\(name)/seed-\(index)", "w") else { fatalError("the seed can't be written") }
            fwrite(seed, 1, seed.count, file)
            fclose(file)
        }
    }
}

/// Stops the run, and keeps the input, when a property does not hold.
func claim(_ holds: Bool, _ property: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) {
    guard !holds else { return }
    fatalError("this should hold: \(property())", file: file, line: line)
}
