public import Crypto

/// An onion service to publish: a key, and where its streams go.
public struct OnionService: Sendable {
    /// What it is for. Several services may have one role: while an address is changed, the old and the new one.
    public let role: OnionRole
    /// Where it stands in its life.
    public let standing: OnionStanding
    /// The key that spells the address.
    public let key: SigningKey
    /// The port that others dial.
    public let virtualPort: UInt16
    /// The unix socket that tor connects to for each stream. Each service has its own: so whoever listens knows which was dialled.
    public let targetPath: String
    /// How many streams tor carries on one rendezvous circuit at a time; 0 is no limit.
    public let maximumStreams: UInt16

    /// A browser opens 6 streams a host, and endless pages hold some: 100 is far above what one visitor needs, and bounds what one can take.
    public static let defaultMaximumStreams: UInt16 = 100

    /// Says what to publish; nothing happens before ``TorService/publish(_:)``.
    ///
    /// **Limits** `targetPath` is absolute and has no space, quote, backslash or control character, since `ADD_ONION` can't carry them.
    public init(
        role: OnionRole, standing: OnionStanding = .current, key: SigningKey, virtualPort: UInt16, targetPath: String,
        maximumStreams: UInt16 = OnionService.defaultMaximumStreams
    ) {
        self.role = role
        self.standing = standing
        self.key = key
        self.virtualPort = virtualPort
        self.targetPath = targetPath
        self.maximumStreams = maximumStreams
    }

    /// The address that the key spells.
    public var address: OnionAddress { OnionAddress(publicKey: key.publicKey) }

    /// Whether streams to both come out at the same place, so that one can stand for the other without tor being asked.
    func leadsTheSameWay(as other: OnionService) -> Bool {
        role == other.role && virtualPort == other.virtualPort && targetPath == other.targetPath && maximumStreams == other.maximumStreams
    }
}
