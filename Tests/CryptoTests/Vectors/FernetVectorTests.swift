import Crypto
import Foundation
import Testing

/// The vectors of the specification, and its example spelled out.
@Suite struct FernetVectorTests {
    private struct Case: Decodable {
        let desc: String?
        let token: String
        let now: String
        let ttlSeconds: UInt64?
        let vector: [UInt8]?
        let src: String?
        let secret: String

        private enum CodingKeys: String, CodingKey {
            case desc, token, now, src, secret
            case ttlSeconds = "ttl_sec"
            case vector = "iv"
        }

        func key() throws -> FernetKey { try FernetKey(text: SecretBytes(copying: Array(secret.utf8))) }

        func seconds() throws -> UInt64 { UInt64(try Date(now, strategy: .iso8601).timeIntervalSince1970) }

        func opened() throws -> [UInt8] {
            let age = FernetAge.atMost(seconds: try #require(ttlSeconds), now: try seconds())
            return try Fernet.open(Array(token.utf8), key: key(), age: age)
        }
    }

    /// The class of refusal for each of the specification's invalid tokens, by its description.
    private static let refusals: [String: FernetError] = [
        "incorrect mac": .authenticationFailed,
        "too short": .wrongLength(56),
        "invalid base64": .notBase64,
        "payload size not multiple of block size": .wrongLength(96),
        "payload padding error": .wrongPadding,
        "far-future TS (unacceptable clock skew)": .fromTheFuture,
        "expired TTL": .expired,
        "incorrect IV (causes padding error)": .wrongPadding,
    ]

    private static func run(_ file: String, _ body: (Case) throws -> Void) throws {
        let cases = try JSONDecoder().decode([Case].self, from: VectorFolder.data("fernet/\(file)"))
        for test in cases { try body(test) }
        print("vectors: fernet \(file): \(cases.count) of \(cases.count) cases fit")
        #expect(!cases.isEmpty)
    }

    @Test func `every token is generated, opened or refused as the specification's files say`() throws {
        try Self.run("generate.json") { test in
            let source = try #require(test.src)
            let vector = try #require(test.vector)
            let token = try Fernet.seal(
                Array(source.utf8), key: test.key(), time: test.seconds(), initializationVector: vector)
            #expect(String(decoding: token, as: UTF8.self) == test.token)
        }
        try Self.run("verify.json") { test in
            let source = try #require(test.src)
            #expect(try test.opened() == Array(source.utf8))
        }
        try Self.run("invalid.json") { test in
            let description = try #require(test.desc)
            let refusal = try #require(Self.refusals[description], "an invalid token of a class that no refusal is known for")
            #expect(throws: refusal, Comment(rawValue: description)) { try test.opened() }
        }
    }

    @Test func `the specification's example comes out both ways`() throws {
        let key = try FernetKey(text: SecretBytes(copying: Array("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=".utf8)))
        let text = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="
        let token = try Fernet.seal(Array("hello".utf8), key: key, time: 499_162_800, initializationVector: Array(0..<16))
        #expect(String(decoding: token, as: UTF8.self) == text)
        let verified = try FernetToken(verifying: Array(text.utf8), key: key, age: .atMost(seconds: 60, now: 499_162_801))
        #expect(verified.time == 499_162_800)
        #expect(try verified.open(0..<5) == Array("hello".utf8))
    }
}
