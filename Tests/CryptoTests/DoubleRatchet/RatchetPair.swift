import Testing

@testable import Crypto

/// Two sessions of one connection, with seeded chance.
struct RatchetPair {
    enum Side: CaseIterable { case acceptor, asker }

    static let associatedData = Array("both account keys, both names".utf8)

    var source: SeededSource
    var acceptor: RatchetSession
    var asker: RatchetSession
    /// How many ratchet keys were asked for so far.
    private(set) var freshKeyCount = 0

    init(seed: UInt64) throws {
        source = SeededSource(seed)
        let root = ConnectionRoot.derive(
            sharedSecret: source.secret(), requestSecret: source.secret(), mode: 1, kemParts: [], askerCapabilities: [1],
            acceptorCapabilities: [1])
        let prekey = try source.agreementKey()
        acceptor = try .acceptor(root: root, remoteKey: prekey.publicKey, ratchetKey: source.agreementKey())
        asker = .asker(root: root, signedPrekey: prekey)
    }

    subscript(side: Side) -> RatchetSession {
        get { side == .acceptor ? acceptor : asker }
        set { if side == .acceptor { acceptor = newValue } else { asker = newValue } }
    }

    mutating func seal(_ plaintext: [UInt8], from side: Side) throws -> [UInt8] {
        let key = try source.agreementKey()
        var count = 0
        let (envelope, next) = try self[side].sealing(
            plaintext, associatedData: Self.associatedData,
            ratchetKey: {
                count += 1
                return key
            }, headerNonce: source.bytes(12))
        freshKeyCount += count
        self[side] = next
        return envelope
    }

    @discardableResult
    mutating func open(_ envelope: [UInt8], at side: Side, now: Int64 = 0) throws -> [UInt8] {
        let (plaintext, next) = try self[side].opening(envelope, associatedData: Self.associatedData, now: now)
        self[side] = next
        return plaintext
    }

    /// Stops and starts the session again from its stored state.
    mutating func restore(_ side: Side) throws { self[side] = try RatchetSession(decoding: self[side].encode()) }

    /// A pair that has exchanged one message each way.
    static func settled(seed: UInt64) throws -> RatchetPair {
        var pair = try RatchetPair(seed: seed)
        try pair.open(try pair.seal([1], from: .acceptor), at: .asker)
        try pair.open(try pair.seal([2], from: .asker), at: .acceptor)
        return pair
    }

    /// Expects that `envelope` is refused with `error` and that nothing changes.
    func expectRefused(_ envelope: [UInt8], at side: Side, with error: RatchetError? = nil, now: Int64 = 0) {
        let before = self[side].encode()
        let thrown = #expect(throws: RatchetError.self) {
            try self[side].opening(envelope, associatedData: Self.associatedData, now: now)
        }
        if let error { #expect(thrown == error) }
        #expect(self[side].encode() == before)
    }
}

extension RatchetPair.Side {
    var other: RatchetPair.Side { self == .acceptor ? .asker : .acceptor }
}
