internal import Store

/// A contact as an export lists it.
struct ExportedContact: Sendable {
    let id: RecordID
    let peer: MemberAddress
    let since: UnixMinute
    let isBroken: Bool
}

extension Chat {
    /// All that `member` may take along (product row A6), to be read piece by piece. Ask for the password first: ``confirm(_:of:)``.
    public nonisolated func export(of member: Member) -> ExportArchive { ExportArchive(of: member, in: self, at: now) }

    /// Ends with the sign-in of `member`, at once: for what goes on for long, as a live page and a download do.
    public func untilSignedOut(_ member: Member) -> AsyncStream<Void> {
        // A feed of no conversation: it never ticks.
        changes(in: .random(), of: member)
    }

    /// The contacts of `member`, by address.
    nonisolated func exportedContacts(of member: Member) async throws(ChatError) -> [ExportedContact] {
        try await read { transaction in
            try ConnectionTable.all(of: member.account, member.key, in: transaction).map {
                ExportedContact(id: $0.id, peer: $0.record.peer, since: $0.record.since, isBroken: $0.isBroken)
            }
        }.sorted { $0.peer < $1.peer }
    }

    /// Messages after `start`, oldest first. Unlike ``messages(in:of:_:limit:)`` it reads nothing for its member: unread stays unread.
    nonisolated func exportedMessages(
        in id: RecordID, after start: MessageID, limit: Int, of member: Member
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
