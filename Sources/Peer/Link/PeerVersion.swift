/// The versions and capabilities that a node tells in the handshake.
///
/// **Layout** lowest version u8 · highest version u8 · capabilities u32, one bit each; version 1 knows none and ignores all.
/// **Source** protocol §4.2.
struct PeerVersion: Equatable, Sendable {
    /// What this code speaks.
    static let current = PeerVersion(lowest: 1, highest: 1, capabilities: 0)

    /// The lowest version that the node speaks.
    let lowest: UInt8
    /// The highest version that the node speaks.
    let highest: UInt8
    /// What the node can do beyond its version.
    let capabilities: UInt32

    /// The highest version that both speak; nil when there is none.
    func common(with other: PeerVersion) -> UInt8? {
        let version = min(highest, other.highest)
        return version >= max(lowest, other.lowest) ? version : nil
    }
}
