package import Domain

/// What accounts keep themselves, beside what their holders do.
extension Accounts {
    package static let claims = AccountClaims(
        tables: ["account", "member_setting"],
        otherTables: [
            "account_count": "how many accounts there are",
            "attempt": "counts of tries at names, each under a keyed hash that thousands share",
            "invite": "codes that the operator made, under keyed hashes", "served_days": "the days on which the node was there",
            "setting": "what the operator has chosen",
        ],
        memory: ["destructions", "dormancy"],
        otherMemory: [
            "executor": "where the actor runs", "context": "the ground of the node; who is here ends first of all",
            "eraseFile": "the pages, overwritten in place", "holders": "the list of all others", "foreignPageCount": "a number",
            "choices": "what the operator has chosen",
        ])
}
