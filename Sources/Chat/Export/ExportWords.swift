public import Domain
public import Mail

/// What an export says besides what members wrote, in the language of whoever takes it along. The front has the words.
public protocol ExportWords: Sendable {
    /// The whole of `account.txt`: whose it is, when it was made, that all times are UTC, when the account ends, and what is not part of it.
    func exportedAccount(name: String, address: String, on minute: UnixMinute, vanishesOn: UnixDay?) -> String
    /// The first line of `contacts.txt`.
    func exportedContacts(_ count: Int) -> String
    /// Below a contact's address, and in the head of a conversation.
    func exportedConnection(since minute: UnixMinute, isBroken: Bool) -> String
    /// A heading of `requests.txt`: those that wait for the member.
    func exportedIncoming(_ count: Int) -> String
    /// A heading: those that the member sent.
    func exportedOutgoing(_ count: Int) -> String
    /// A heading: those that the member denied.
    func exportedDenied(_ count: Int) -> String
    /// The first line of a conversation's file.
    func exportedConversation(of own: String, with peer: String) -> String
    /// Who writes a line of the node's own.
    var exportedNode: String { get }
    /// How far a message has come, in a word or two; nil where nothing is to be said.
    func exportedState(_ state: MessageState) -> String?
    /// A line of the node's own.
    func text(of notice: MessageContent.Notice) -> String
    /// In the place of content that this version does not know.
    var unknownContent: String { get }
}
