import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// Both ends of one connection, with keys that are the same in each run.
enum FixedConnection {
    static let asker = FixedKeys.required { try record(own: 10, other: 20, floor: .classical) }
    static let acceptor = FixedKeys.required { try record(own: 20, other: 10, floor: .classical) }
    /// Their ends of the same connection after it became hybrid.
    static let hybridAsker = FixedKeys.required { try record(own: 10, other: 20, floor: .hybrid) }
    static let hybridAcceptor = FixedKeys.required { try record(own: 20, other: 10, floor: .hybrid) }

    /// A key that is well spelled, and that nobody decapsulates for: it needs no ML-KEM.
    static let lattice = FixedKeys.required { try MLKEM768PublicKey([UInt8](repeating: 0, count: MLKEM768PublicKey.byteCount)) }

    static func keys(_ byte: UInt8) throws -> ConnectionKeys {
        var reader = ByteReader((0..<5).flatMap { [UInt8](repeating: byte + $0, count: $0 < 2 ? 32 : $0 < 4 ? 48 : 0) })
        return try ConnectionKeys(&reader)
    }

    private static func record(own: UInt8, other: UInt8, floor: KeyAgreement) throws -> ConnectionRecord {
        let root = ConnectionRoot.derive(
            sharedSecret: FixedKeys.secret(1), requestSecret: FixedKeys.secret(2), mode: 1, kemParts: [], askerCapabilities: [],
            acceptorCapabilities: [])
        let peer = FixedKeys.signing(other)
        let bundle = ConnectionBundle(
            try keys(other), agreement: FixedKeys.agreement(other).publicKey, capabilities: [], kemKey: nil)
        let asker = try keys(10).identity.publicKey.bytes
        return ConnectionRecord(
            peer: MemberAddress(name: try Username("ada"), node: OnionAddress(publicKey: peer.publicKey)),
            since: UnixMinute(count: 29_000_000), keys: try keys(own), root: root, peerAccountKey: peer.publicKey, peerBundle: bundle,
            associatedData: [UInt8](repeating: 0, count: Acceptance.askerIdentityOffset) + asker,
            floor: floor)
    }
}
