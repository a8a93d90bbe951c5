public import Domain

extension Accounts {
    /// Keeps the language that `member` chose, nil for what the browser asks for: durably, and for all their sign-ins at once.
    ///
    /// A log-in reads the settings once; no page asks the store for them.
    public func setLanguage(_ language: LanguageTag?, of member: Member) async throws(ChatError) {
        let changes = choices.changes
        let changed = try await change(as: member) { mine -> (number: Int, settings: MemberSettings) in
            var settings = try MemberSettingTable.settings(of: mine.account, mine.key, in: mine.transaction)
            settings.language = language
            try MemberSettingTable.keep(settings, of: mine.account, mine.key, in: mine.transaction)
            // Counted on the store's thread, where changes are made one after the other; their callers may come back in another order.
            return (changes.next(), settings)
        }
        presence.set(changed.settings, number: changed.number, of: member.account)
    }
}
