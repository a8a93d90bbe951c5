internal import Crypto
public import Domain
internal import Mail

/// A member's data as a tar archive of plain texts, made while it is read: nothing of it lies on the disk, and memory holds one page of messages.
///
/// Each piece is read in transactions of its own; it ends with an error when the sign-in ends. **Source** protocol §12.8.
public struct ExportArchive: Sendable {
    private enum Stage: Sendable {
        /// The texts that are short.
        case texts
        /// The conversations, one after the other.
        case conversations
        /// All is told.
        case over
    }

    private let member: Member
    private let chat: Chat
    private let minute: UnixMinute
    private let text: ExportText
    private var stage = Stage.texts
    private var waiting: [ExportedContact] = []  // the next one last
    private var open: ExportedConversation?

    init(of member: Member, in chat: Chat, at minute: UnixMinute, words: any ExportWords) {
        self.member = member
        text = ExportText(in: words)
        self.chat = chat
        self.minute = minute
    }

    /// The next bytes of the archive; nil at its end.
    ///
    /// **Errors** ``ChatError/signedOut`` when the sign-in has ended, ``ChatError/storage``.
    public mutating func next() async throws(ChatError) -> [UInt8]? {
        guard chat.isSignedIn(member) else { throw .signedOut }
        switch stage {
        case .texts:
            let contacts = try await chat.mail.exportedContacts(of: member)
            waiting = contacts.reversed()
            stage = .conversations
            return file("account.txt", text.account(member, minute: minute)) + file("contacts.txt", text.contacts(contacts))
                + file("requests.txt", text.requests(try await chat.mail.requests(of: member)))
        case .conversations: return try await nextOfConversations()
        case .over: return nil
        }
    }

    private mutating func nextOfConversations() async throws(ChatError) -> [UInt8] {
        if var conversation = open {
            let bytes = try await conversation.next(in: chat)
            open = bytes == nil ? nil : conversation
            return bytes ?? TarHeader.filling(after: conversation.byteCount)
        }
        while let contact = waiting.popLast() {
            let conversation: ExportedConversation
            do { conversation = try await ExportedConversation(with: contact, of: member, in: chat, text) } catch .notFound { continue }
            // A sign-in that ended while measuring made the file look short.
            guard chat.isSignedIn(member) else { throw .signedOut }
            open = conversation
            return TarHeader.file(Self.name(of: contact), byteCount: conversation.byteCount, minute: minute)
        }
        stage = .over
        return TarHeader.end
    }

    private func file(_ name: String, _ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return TarHeader.file(name, byteCount: bytes.count, minute: minute) + bytes + TarHeader.filling(after: bytes.count)
    }

    /// At most 98 bytes. A username has letters, digits and `._-` only, and stands behind a word: no file is hidden or reads as an option.
    private static func name(of contact: ExportedContact) -> String { "with-\(contact.peer.name)@\(contact.peer.node.serviceID).txt" }
}
