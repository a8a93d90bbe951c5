public import Crypto
public import Store

/// The node's onions, kept sealed in the store: their keys, what they are for, and where they stand in their lives.
///
/// Every step is one durable transaction, so a start finds each onion where the last step left it.
/// **Source** protocol §2.3, §10.5.
public enum NodeIdentity {
    package static let migration = Migration(
        "0001 node identity",
        ["CREATE TABLE onion(id INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT"])

    /// A change of address needs the old one and the new one.
    public static let limitPerRole = 2

    /// The key of `role`'s current onion; made and stored durably the first time.
    ///
    /// **Errors** the store's, or a record that does not open: then the node key is not the one this database was made with.
    public static func key(of role: NodeOnion.Role, in store: Database, sealedBy nodeKey: NodeKey) async throws -> SigningKey {
        let onions = try await onions(in: store, sealedBy: nodeKey)
        guard let current = onions.first(where: { $0.role == role && $0.standing == .current }) else { throw OnionError.damaged }
        return current.key
    }

    /// All onions, by number; those of the first day are made and stored durably the first time. Each role has one that is current.
    ///
    /// **Errors** as ``key(of:in:sealedBy:)``.
    public static func onions(in store: Database, sealedBy nodeKey: NodeKey) async throws -> [NodeOnion] {
        try await store.write { transaction in
            let found = try read(transaction, nodeKey)
            if found.isEmpty {
                for role in NodeOnion.Role.allCases {
                    try write(
                        NodeOnion(number: Int(role.code), role: role, standing: .current, key: .generate()), transaction, nodeKey)
                }
                return try read(transaction, nodeKey)
            }
            for role in NodeOnion.Role.allCases where found.count(where: { $0.role == role && $0.standing == .current }) != 1 {
                throw OnionError.damaged
            }
            return found
        }
    }

    /// A second onion of `role`, with a fresh key.
    ///
    /// **Errors** ``OnionError/roleIsFull``, the store's.
    public static func create(_ role: NodeOnion.Role, in store: Database, sealedBy nodeKey: NodeKey) async throws -> NodeOnion {
        try await store.write { transaction in
            let found = try read(transaction, nodeKey)
            guard found.count(where: { $0.role == role }) < limitPerRole else { throw OnionError.roleIsFull }
            // There are at most two for each role, so one of these is free.
            let numbers = 1...limitPerRole * NodeOnion.Role.allCases.count
            guard let number = numbers.first(where: { number in !found.contains { $0.number == number } }) else {
                throw OnionError.roleIsFull
            }
            let onion = NodeOnion(number: number, role: role, standing: .created, key: .generate())
            try write(onion, transaction, nodeKey)
            return onion
        }
    }

    /// Makes the created onion `number` current; the one that was retires until the second `until`. Both or neither.
    ///
    /// **Errors** ``OnionError/wrongStanding``, the store's.
    public static func makeCurrent(
        _ number: Int, retiringOldUntil until: Int64, in store: Database, sealedBy nodeKey: NodeKey
    ) async throws -> [NodeOnion] {
        try await store.write { transaction in
            let found = try read(transaction, nodeKey)
            guard var fresh = found.first(where: { $0.number == number && $0.standing == .created }),
                var old = found.first(where: { $0.role == fresh.role && $0.standing == .current }), until >= 0
            else { throw OnionError.wrongStanding }
            fresh.standing = .current
            old.standing = .retiring(until: until)
            try write(fresh, transaction, nodeKey)
            try write(old, transaction, nodeKey)
            return try read(transaction, nodeKey)
        }
    }

    /// Removes an onion and its key: one that retires, or one that was created and never used.
    ///
    /// **Errors** ``OnionError/wrongStanding`` for the current one or none, the store's.
    public static func remove(_ number: Int, in store: Database, sealedBy nodeKey: NodeKey) async throws {
        try await store.write { transaction in
            guard let onion = try read(transaction, nodeKey).first(where: { $0.number == number }), onion.standing != .current else {
                throw OnionError.wrongStanding
            }
            try transaction.execute("DELETE FROM onion WHERE id = \(Int64(number))")
        }
    }

    private static func place(_ number: Int64) -> RecordPlace { RecordPlace(table: "onion", row: number, column: "record") }

    private static func read(_ transaction: Transaction, _ nodeKey: NodeKey) throws -> [NodeOnion] {
        try transaction.rows("SELECT id, record FROM onion ORDER BY id").map { row in
            let number = try row.integer(0)
            return try NodeOnion(
                number: Int(number), decoding: try nodeKey.records.openSecret(try row.bytes(1), at: place(number)))
        }
    }

    private static func write(_ onion: NodeOnion, _ transaction: Transaction, _ nodeKey: NodeKey) throws {
        let sealed = try nodeKey.records.seal(onion.encode(), at: place(Int64(onion.number)))
        try transaction.execute("INSERT OR REPLACE INTO onion(id, record) VALUES (\(Int64(onion.number)), \(sealed))")
    }
}
