internal import Mail

/// Conversations: their list, their page, messages and the field for them.
protocol ChatWords: Sendable {
    /// Above the list, while requests wait.
    func requestsWait(_ count: Int, _ requests: Link) -> Sentence
    /// The empty list.
    var noConversation: String { get }
    /// What to do about it; the own address follows.
    func findSomebody(_ people: Link) -> Sentence
    /// Behind the number of unread messages, for screen readers.
    func unread(_ count: Int) -> String
    /// In the place of the last message.
    var noMessageYet: String { get }

    /// What a conversation's frame of messages is.
    func messages(with name: String) -> String
    /// What the frame below is; also its title.
    var writeMessage: String { get }
    /// Opens the ways to show messages.
    var view: String { get }
    /// Each message as it comes.
    var viewLive: String { get }
    /// Loaded again every 20 seconds.
    var viewRefreshing: String { get }
    /// Loaded again when asked.
    var viewByHand: String { get }
    /// What a conversation's keys are made of.
    func keys(_ agreement: KeyAgreement) -> String
    /// What stands in a conversation's way.
    func text(of notice: ConversationNotice) -> String
    /// A line of the node's own among the messages.
    func text(of notice: MessageContent.Notice) -> String
    /// In the place of a message of a kind that this version does not know.
    var unknownContent: String { get }

    /// Before an own message, for screen readers.
    var youWrote: String { get }
    /// Before another's message, for screen readers.
    func wrote(_ name: String) -> String
    /// Behind the time of a message; nil where nothing is to be said.
    func state(_ state: MessageState) -> String?
    /// Says of all own messages above that they have come.
    var allDelivered: String { get }
    /// A link at the beginning.
    var olderMessages: String { get }
    /// The beginning itself.
    func conversationBegins(with name: String) -> String
    /// A link at the end of a page that stands still.
    var lookForNew: String { get }
    /// A link at the end of older messages.
    var backToNewest: String { get }
    /// No sign of life came for a while.
    func connectionLost(_ again: Link) -> Sentence
    /// The live page gave way to three others in the same browser.
    func paused(_ again: Link) -> Sentence
    /// The live page gave way, because the node has no room for more.
    func pausedByCrowd(_ again: Link) -> Sentence
    /// The node is going down.
    func goingDown(_ again: Link) -> Sentence
    /// The sign-in has ended.
    func loggedOut(_ logIn: Link) -> Sentence

    /// The field, and what it says while it is empty.
    var message: String { get }
    var send: String { get }
    /// A link to the field of several lines.
    var severalLines: String { get }
    /// A link to the field of one line.
    var oneLine: String { get }
    /// Title of the frame when the sign-in has ended.
    var loggedOutTitle: String { get }
    /// The sign-in has ended, and what was written stands below.
    func loggedOutUnsent(_ logIn: Link) -> Sentence
    /// What that field is.
    var whatYouWrote: String { get }
}
