internal import Bytes
internal import Crypto
internal import Domain

/// Names an invite to the operator; it tells nothing of its code.
///
/// **Shape** 32 random bits, 8 lower-case hexadecimal characters.
public struct InviteID: Hashable, Sendable {
    let row: Int64

    init(row: Int64) { self.row = row }

    static func random() -> InviteID { InviteID(row: Int64(Random.integer(below: 1 << 32))) }

    /// The id that 8 lower-case hexadecimal characters spell; nil otherwise.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 8, let value = UInt32(text, radix: 16) else { return nil }
        self.init(row: Int64(value))
        guard description == text else { return nil }
    }
}

extension InviteID: CustomStringConvertible {
    /// 8 lower-case hexadecimal characters.
    public var description: String {
        let digits = String(row, radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
