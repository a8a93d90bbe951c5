import Crypto
import Foundation
import Testing

/// A file of Wycheproof, whatever its algorithm, and the one runner for all of them.
struct Wycheproof: Decodable {
    enum Result: String, Decodable {
        case valid
        case invalid
        case acceptable
    }

    struct PublicKey: Decodable {
        let pk: String
    }

    struct Group: Decodable {
        let keySize: Int?
        let tagSize: Int?
        let publicKey: PublicKey?
        let tests: [Case]
    }

    /// One case. A field that its algorithm does not have is empty.
    struct Case: Decodable {
        let id: Int
        let comment: String
        let flags: [String]
        let result: Result
        let size: Int
        private let fields: [String: [UInt8]]

        /// The bytes of the field `name`.
        subscript(name: String) -> [UInt8] { fields[name] ?? [] }

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            id = try container.decode(Int.self, forKey: Key(stringValue: "tcId"))
            comment = try container.decode(String.self, forKey: Key(stringValue: "comment"))
            flags = try container.decodeIfPresent([String].self, forKey: Key(stringValue: "flags")) ?? []
            result = try container.decode(Result.self, forKey: Key(stringValue: "result"))
            size = try container.decodeIfPresent(Int.self, forKey: Key(stringValue: "size")) ?? 0
            var fields: [String: [UInt8]] = [:]
            for name in ["public", "private", "shared", "msg", "sig", "ikm", "salt", "info", "okm", "key", "iv", "aad", "ct", "tag"] {
                if let text = try container.decodeIfPresent(String.self, forKey: Key(stringValue: name)) { fields[name] = hex(text) }
            }
            self.fields = fields
        }
    }

    let numberOfTests: Int
    let testGroups: [Group]

    /// Runs every case of `file` in a selected group and holds its outcome against the one expected; prints how many there were.
    ///
    /// - Parameters:
    ///   - isSelected: the groups that our primitive has the parameters for.
    ///   - refusal: the error a case must end in, nil when it must be accepted. By default a valid or acceptable case is accepted, and
    ///     an invalid one fails its authentication.
    ///   - accepts: runs one case; an answer of `false` stands for ``CryptoError/authenticationFailed``.
    static func run(
        _ file: String, where isSelected: (Group) -> Bool = { _ in true },
        refusal: (Case) -> CryptoError? = { $0.result == .invalid ? .authenticationFailed : nil },
        accepts: (Group, Case) throws(CryptoError) -> Bool
    ) throws {
        let vectors = try JSONDecoder().decode(Wycheproof.self, from: VectorFolder.data("wycheproof/\(file)"))
        #expect(vectors.testGroups.reduce(0) { $0 + $1.tests.count } == vectors.numberOfTests)
        var counts: [Result: Int] = [:]
        for group in vectors.testGroups where isSelected(group) {
            for test in group.tests {
                counts[test.result, default: 0] += 1
                let expected = refusal(test)
                var outcome: CryptoError?
                do { outcome = try accepts(group, test) ? nil : .authenticationFailed } catch { outcome = error }
                if outcome != expected {
                    Issue.record("\(file) case \(test.id) (\(test.result.rawValue), \(test.comment)): \(String(describing: outcome))")
                }
            }
        }
        let words = [Result.valid, .invalid, .acceptable].map { "\(counts[$0, default: 0]) \($0.rawValue)" }
        print("vectors: \(file): \(words.joined(separator: ", ")); \(counts.values.reduce(0, +)) of \(vectors.numberOfTests) cases fit")
        #expect(!counts.isEmpty)
    }
}
