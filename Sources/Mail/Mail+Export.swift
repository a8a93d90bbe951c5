package import Domain
internal import Store

/// A contact as an export lists it.
package struct ExportedContact: Sendable {
    package let id: ConversationID
    package let peer: MemberAddress
    package let since: UnixMinute
    package let isBroken: Bool
}

/// What an export reads.
extension Mail {
    /// The contacts of `member`, by address.
    package nonisolated func exportedContacts(of member: Member) async throws(ChatError) -> [ExportedContact] {
        try await look(as: member) { mine in
            try mine.connections.all().map {
                ExportedContact(id: $0.conversation, peer: $0.record.peer, since: $0.record.since, isBroken: $0.isBroken)
            }
        }.sorted { $0.peer < $1.peer }
    }
}
