public import Crypto

/// Why a text is not a member's address.
public enum MemberAddressError: Error, Equatable, Sendable {
    /// There is not exactly one `@`.
    case missingAt
    /// The part before the `@` is not a username.
    case name(UsernameError)
    /// The part after the `@` is not an onion address.
    case node(OnionAddressError)
}

/// Where a member is found: `name@<56 characters>.onion`, the onion being the node's peer onion.
public struct MemberAddress: Hashable, Sendable, Comparable {
    /// The most bytes an address takes as text.
    package static let maximumByteCount = Username.maximumLength + 1 + 62

    /// The member's name on that node.
    public let name: Username
    /// The node's peer onion.
    public let node: OnionAddress

    /// The address of `name` on `node`.
    public init(name: Username, node: OnionAddress) {
        self.name = name
        self.node = node
    }

    /// Parses `name@….onion`.
    public init(_ text: some StringProtocol) throws(MemberAddressError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .missingAt }
        do { name = try Username(parts[0]) } catch { throw .name(error) }
        do { node = try OnionAddress(parts[1]) } catch { throw .node(error) }
    }

    /// An address as our own encoders spell it: inside signed and stored bytes each address has one spelling.
    package init(encoded text: String) throws(MemberAddressError) {
        try self.init(text)
        guard description == text else { throw .name(.forbiddenCharacter) }
    }

    /// An address out of a seal of this node's, where it was put as ``description``: a list has many of them.
    package init(sealed spelled: [UInt8]) throws(MemberAddressError) {
        guard let at = spelled.firstIndex(of: UInt8(ascii: "@")) else { throw .missingAt }
        do { name = try Username(encoded: String(decoding: spelled[..<at], as: UTF8.self)) } catch { throw .name(error) }
        do { node = try OnionAddress(sealed: spelled[(at + 1)...]) } catch { throw .node(error) }
    }

    /// By the text `name@….onion`, byte by byte: both ends order two addresses alike.
    public static func < (left: MemberAddress, right: MemberAddress) -> Bool { left.description < right.description }
}

extension MemberAddress: CustomStringConvertible {
    /// `name@….onion`.
    public var description: String { "\(name)@\(node)" }
}
