import Bytes
import Crypto

/// One step of the schema: named, run once, never changed after its release.
public struct Migration: Sendable {
    let name: String
    let statements: [SQL]

    /// A migration of `statements`, each exactly one.
    public init(_ name: String, _ statements: [SQL]) {
        self.name = name
        self.statements = statements
    }

    /// What the database remembers of the statements: SHA-256 over each text's length and bytes.
    var digest: [UInt8] {
        var writer = ByteWriter()
        for statement in statements { writer.writeLongPrefixed(Array(statement.text.utf8)) }
        return SHA256.hash(writer.bytes)
    }
}
