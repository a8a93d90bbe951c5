/// What an onion service is for: its name for the operator (`web`, `peer`).
public struct OnionRole: Hashable, Sendable, RawRepresentable {
    /// The name.
    public let rawValue: String

    /// The role of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The members' front.
    public static let web = OnionRole(rawValue: "web")
    /// Links to other nodes.
    public static let peer = OnionRole(rawValue: "peer")
}

/// Where an onion service stands in its life. tor carries it in each of these; after the last it is taken back (`DEL_ONION`).
public enum OnionStanding: Hashable, Sendable {
    /// Reachable, and nobody was told of it yet.
    case created
    /// The address of its role.
    case current
    /// Another is current; this one is reachable until the second `until` (since 1970).
    case retiring(until: Int64)
}
