internal import Domain
public import Store
internal import Synchronization

extension Accounts {
    /// Changes one setting: durably, and effective at once.
    ///
    /// - Parameter text: the value as an operator types it, or ``SettingKey/defaultWord``.
    public func set(_ key: SettingKey, to text: String) async throws(SettingError) {
        let changes = choices.changes
        let changed: (number: Int, settings: NodeSettings)
        do {
            changed = try await store.write { transaction in
                try SettingTable.set(key, to: text, in: transaction)
                // Counted on the store's thread, where changes are made one after the other; their callers may come back in another order.
                return (changes.next(), try SettingTable.load(in: transaction))
            }
        } catch let error as SettingError { throw error } catch { throw .storage }
        guard changed.number > choices.number else { return }
        (choices.number, choices.settings) = changed
        presence.set(SignIns.Lifetimes(changed.settings))
    }

    /// Changes one setting in the prepared store of a node that does not run, also when another, or this one, can't be read.
    public static func set(_ key: SettingKey, to text: String, in store: Database) async throws(SettingError) {
        do {
            try await store.write { try SettingTable.set(key, to: text, in: $0) }
        } catch let error as SettingError { throw error } catch { throw .storage }
    }
}

/// Numbers the changes of settings in the order in which the store made them.
final class SettingChanges: Sendable {
    private let count = Atomic(0)

    /// The number of one more change.
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
