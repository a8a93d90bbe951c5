internal import Crypto

/// The id of a row that a URL may name: random, so that it tells neither counts nor order.
///
/// **Shape** 63 random bits, spelled as 16 hexadecimal characters.
public struct RecordID: Hashable, Sendable {
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

/// The place of a message in the node's history: larger is later. Meaningful only together with its conversation.
public struct MessageID: Hashable, Sendable, Comparable {
    /// The row id.
    public let row: Int64

    package init(row: Int64) { self.row = row }

    /// The id that a decimal number of at most 18 digits spells; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 18, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int64(text) else { return nil }
        row = value
    }

    /// Earlier comes first.
    public static func < (left: MessageID, right: MessageID) -> Bool { left.row < right.row }
}

extension MessageID: CustomStringConvertible {
    /// The decimal number.
    public var description: String { String(row) }
}
