internal import Domain

/// What a message is. The kind is a byte, on the wire as in the history; a kind that this version does not know is kept as it came.
public enum MessageContent: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A line of this node's own: nobody wrote it.
    case notice(Notice)
    /// Something that this version does not know: the reader's node is too old for it.
    case unknown(kind: UInt8)

    /// What a node tells in a conversation: a code, never a sentence.
    public enum Notice: UInt8, Sendable, CaseIterable {
        /// The keys were renewed: one side was restored from an old copy, or envelopes did not open. Messages may be missing.
        case keysRenewed = 1
        /// Another account has the contact's address now; what had not been delivered will not be.
        case anotherAccount = 2
    }
}

/// The kinds of content, as bytes.
///
/// From ``firstHidden`` on a kind is for the node alone: one that is not known there is dropped unseen.
enum ContentKind {
    static let text: UInt8 = 1
    /// A line of this node's own; never taken from the wire.
    static let notice: UInt8 = 2
    static let firstHidden: UInt8 = 128

    /// Whether a message of `kind` may come from a contact and belongs into the history.
    static func isShown(_ kind: UInt8) -> Bool { kind > 0 && kind < firstHidden && kind != notice }
}
