public import Crypto
public import Store

/// The node's onion keys, kept sealed in the store.
///
/// **Source** protocol §2.3, §10.5.
public enum NodeIdentity {
    /// The onions that a node has from its first day.
    public enum Onion: String, Sendable, CaseIterable {
        /// The members' login front.
        case web
        /// What contacts know: links only.
        case peer

        fileprivate var row: Int64 {
            switch self {
            case .web: 1
            case .peer: 2
            }
        }
    }

    package static let migration = Migration(
        "0001 node identity",
        ["CREATE TABLE onion(id INTEGER PRIMARY KEY, seed BLOB NOT NULL) STRICT"])

    /// The key of `onion`; made and stored durably the first time.
    ///
    /// **Errors** the store's, or a seed that does not open: then the node key is not the one this database was made with.
    public static func key(of onion: Onion, in store: Database, sealedBy nodeKey: NodeKey) async throws -> SigningKey {
        try await store.write { transaction in
            let place = RecordPlace(table: "onion", row: onion.row, column: "seed")
            if let row = try transaction.row("SELECT seed FROM onion WHERE id = \(onion.row)") {
                return try SigningKey(seed: nodeKey.records.openSecret(row.bytes(0), at: place))
            }
            let key = SigningKey.generate()
            let sealed = try nodeKey.records.seal(key.seed, at: place)
            try transaction.execute("INSERT INTO onion(id, seed) VALUES (\(onion.row), \(sealed))")
            return key
        }
    }
}
