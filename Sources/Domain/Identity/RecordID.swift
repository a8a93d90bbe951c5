internal import Crypto

/// The id of a row that a URL may name: random, so that it tells neither counts nor order. Typed by what it names, so that none is taken for another.
///
/// **Shape** 63 random bits, spelled as 16 hexadecimal characters.
public struct RecordID<Entity>: Hashable, Sendable {
    /// The row id in the database, never negative.
    package let row: Int64

    package init(row: Int64) { self.row = row }

    /// A fresh id.
    package static func random() -> RecordID { RecordID(row: Int64(Random.integer(below: UInt64(Int64.max)))) }

    /// The id that 16 lower-case hexadecimal characters spell; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16), value <= UInt64(Int64.max) else { return nil }
        self.init(row: Int64(value))
        guard description == text else { return nil }
    }
}

extension RecordID: CustomStringConvertible {
    /// 16 lower-case hexadecimal characters.
    public var description: String {
        let digits = String(row, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// What ids name. No value of it exists.
public enum Named {
    /// An account.
    public enum Account {}
    /// A sign-in, as its member's pages name it.
    public enum SignIn {}
    /// A connection.
    public enum Connection {}
    /// A conversation.
    public enum Conversation {}
    /// A leave to take something once.
    public enum Ticket {}
    /// A connection request that came.
    public enum Request {}
    /// A connection request that was sent.
    public enum SentRequest {}
}

/// Names an account.
public typealias AccountID = RecordID<Named.Account>
/// Names a sign-in on its member's pages; tells nothing of the cookie.
public typealias SignInNumber = RecordID<Named.SignIn>
/// Names a connection.
public typealias ConnectionID = RecordID<Named.Connection>
/// Names a conversation: stays the same however often its connection is made anew.
public typealias ConversationID = RecordID<Named.Conversation>
/// Names a connection request that came.
public typealias RequestID = RecordID<Named.Request>
/// Names a leave to take something once.
public typealias TicketID = RecordID<Named.Ticket>
/// Names a connection request that was sent.
public typealias SentRequestID = RecordID<Named.SentRequest>

/// The number of a message in its conversation: larger is later, and no number is given twice. Meaningful only together with the conversation.
public struct MessageID: Hashable, Sendable, Comparable {
    /// From 1 on; 0 is before the first.
    public let number: Int64

    package init(number: Int64) { self.number = number }

    /// The id that a decimal number of at most 18 digits spells; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 18, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int64(text) else { return nil }
        number = value
    }

    /// Earlier comes first.
    public static func < (left: MessageID, right: MessageID) -> Bool { left.number < right.number }
}

extension MessageID: CustomStringConvertible {
    /// The decimal number.
    public var description: String { String(number) }
}
