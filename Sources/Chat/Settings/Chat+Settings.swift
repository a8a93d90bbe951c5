internal import Store

extension Chat {
    /// Changes one setting: durably, and effective at once.
    ///
    /// - Parameter text: the value as an operator types it, or ``SettingKey/defaultWord``.
    public func set(_ key: SettingKey, to text: String) async throws(SettingError) {
        let changed: NodeSettings
        do {
            changed = try await store.write { transaction in
                try SettingTable.set(key, to: text, in: transaction)
                return try SettingTable.load(in: transaction)
            }
        } catch let error as SettingError { throw error } catch { throw .storage }
        // The store answers in the order of its commits and this actor's jobs run in order: the last one kept is the last one here.
        settings = changed
        signIns.lifetimes = SignIns.Lifetimes(changed)
    }
}
