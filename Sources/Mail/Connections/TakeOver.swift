internal import Crypto
internal import Domain
internal import Store

/// A new connection in the place of a broken one with the same address, in the same conversation.
///
/// An address can have come to another account, though: what was written for the one before is then never sent to the new one, and the reader sees
/// where one person's texts end and another's begin.
enum TakeOver {
    /// Makes room for a connection with the account `accountKey` at `peer` and returns the conversation to go on in: a new one when there was none.
    ///
    /// A broken connection goes with its queues and all that waited in them.
    static func conversation(with peer: MemberAddress, _ accountKey: VerifyingKey, in mine: MemberScope) throws -> OpenConversation {
        guard let found = try mine.connections.find(peer), found.isBroken,
            let old = try mine.connections.connection(found.id), let conversation = try mine.conversations.open(found.conversation)
        else { return try mine.conversations.begin(with: peer) }
        try mine.connections.delete(found.id)
        if old.record.peerAccountKey != accountKey {
            try conversation.giveUp()
            _ = try conversation.append(.notice(.anotherAccount, minute: mine.now), state: .notice)
        }
        return conversation
    }
}
