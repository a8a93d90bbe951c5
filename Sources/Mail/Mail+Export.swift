package import Domain
internal import Store

/// A contact as an export lists it.
package struct ExportedContact: Sendable {
    package let id: ConnectionID
    package let peer: MemberAddress
    package let since: UnixMinute
    package let isBroken: Bool
}

/// What an export reads.
extension Mail {
    /// The contacts of `member`, by address.
    package nonisolated func exportedContacts(of member: Member) async throws(ChatError) -> [ExportedContact] {
        try await read { transaction in
            try ConnectionTable.all(of: member.account, member.key, in: transaction).map {
                ExportedContact(id: $0.id, peer: $0.record.peer, since: $0.record.since, isBroken: $0.isBroken)
            }
        }.sorted { $0.peer < $1.peer }
    }

    /// Messages after `start`, oldest first. Unlike ``messages(in:of:_:limit:)`` it reads nothing for its member: unread stays unread.
    package nonisolated func exportedMessages(
        in id: ConnectionID, after start: MessageID, limit: Int, of member: Member
    ) async throws(ChatError) -> [Message] {
        try await read { transaction in
            guard let connection = try ConnectionTable.connection(id, account: member.account, member.key, in: transaction) else {
                throw ChatError.notFound
            }
            return try MessageTable.page(
                .after(start), limit: limit, of: id, historyKey: connection.record.historyKey, in: transaction)
        }
    }
}
