internal import Domain
internal import Mail

/// One conversation's file inside an export, measured first and then made page by page: a tar header says how long its file is.
///
/// What comes after measuring is left out. Should the text have become shorter meanwhile, empty lines fill it up to its length.
struct ExportedConversation: Sendable {
    /// Messages read at once: at most 1.6 MB of text.
    static let pageCount = 50

    let contact: ExportedContact
    /// How long the file is.
    private(set) var byteCount: Int
    private let member: Member
    private let text: ExportText
    private var last = MessageID(number: 0)
    private var position = MessageID(number: 0)
    private var written = 0
    private var hasBegun = false

    /// Measures the conversation with `contact`.
    init(with contact: ExportedContact, of member: Member, in chat: Chat, _ text: ExportText) async throws(ChatError) {
        self.contact = contact
        self.member = member
        self.text = text
        byteCount = text.conversation(contact, own: member.address).utf8.count
        while true {
            let messages = try await chat.mail.messages(in: contact.id, of: member, .after(last), limit: Self.pageCount)
            guard let newest = messages.last, chat.isSignedIn(member) else { break }
            byteCount += messages.reduce(0) { $0 + words(of: $1).utf8.count }
            last = newest.id
        }
    }

    /// The next bytes of the file; nil at its end.
    mutating func next(in chat: Chat) async throws(ChatError) -> [UInt8]? {
        guard written < byteCount else { return nil }
        let bytes = try await piece(in: chat)
        let kept = bytes.isEmpty ? [UInt8](repeating: UInt8(ascii: "\n"), count: min(byteCount - written, 4096)) : bytes
        let fitting = Array(kept.prefix(byteCount - written))
        written += fitting.count
        return fitting
    }

    /// What follows of the text; empty when there is no more of it.
    private mutating func piece(in chat: Chat) async throws(ChatError) -> [UInt8] {
        guard hasBegun else {
            hasBegun = true
            return Array(text.conversation(contact, own: member.address).utf8)
        }
        let messages: [Message]
        do {
            messages = try await chat.mail.messages(in: contact.id, of: member, .after(position), limit: Self.pageCount)
        } catch .notFound {
            // The contact was removed meanwhile.
            return []
        }
        let old = messages.filter { $0.id <= last }
        if let newest = old.last { position = newest.id }
        return old.flatMap { Array(words(of: $0).utf8) }
    }

    private func words(of message: Message) -> String { text.message(message, own: member.name, peer: contact.peer.name) }
}
