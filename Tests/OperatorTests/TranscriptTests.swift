import Foundation
import Testing

@testable import Operator

/// What the terminal shows, word for word: `Transcripts/*.txt` have a `$` line for each command and below it what comes.
///
/// `ONIONNODE_WRITE_TRANSCRIPTS=1` writes them anew; a review reads the difference.
@Suite struct TranscriptTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")

    /// The words of a line as a shell would give them; quotes are single ones.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == " ", !isQuoted {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }

    /// What the program prints and ends with; an action that needs a node is named in brackets.
    private static func output(_ arguments: [String]) -> String {
        do {
            switch try Invocation(arguments).action {
            case .show(let text): return text
            case .serve: return "(serves)"
            case .ask(let words): return "(asks the running node: \(words.joined(separator: " ")))"
            case .operate(let command): return "(through the node or its data: \(command.words.joined(separator: " ")))"
            }
        } catch {
            return Console.lines(error).joined(separator: "\n") + "\n[\(error.exitCode.rawValue)]"
        }
    }

    @Test(arguments: ["help", "wrong"]) func `the terminal shows what the transcript says`(name: String) throws {
        let file = Self.folder.appending(path: "\(name).txt")
        let transcript = try String(contentsOf: file, encoding: .utf8)
        let lines = transcript.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("$ onionnode") }
        #expect(lines.count > 5)
        let actual = lines.map { "\($0)\n\(Self.output(Array(Self.words(String($0)).dropFirst(2))))\n" }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["ONIONNODE_WRITE_TRANSCRIPTS"] != nil {
            try Data(actual.utf8).write(to: file)
        } else {
            #expect(actual == transcript)
        }
    }

    @Test func `every command and group has its help in the transcript`() throws {
        let transcript = try String(contentsOf: Self.folder.appending(path: "help.txt"), encoding: .utf8)
        for name in CommandTable.house.commands.map(\.name) + CommandTable.house.groups.map(\.word) {
            #expect(transcript.contains("$ onionnode \(name) --help\n") || transcript.contains("$ onionnode help \(name)\n"), "\(name)")
        }
    }
}
