import Bytes
import Crypto
import Glibc
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Cards and records that carry, or don't, an X-Wing key.
@Suite struct CapabilityTests {
    private let account = SigningKey.generate()
    private let minute = UnixMinute(count: 29_000_000)

    /// A public key with a good spelling, which no test decapsulates for: it can be had without ML-KEM.
    private func someHybridKey() throws -> XWingPublicKey {
        try XWingPublicKey([UInt8](repeating: 0, count: 1184) + AgreementKey.generate().publicKey.bytes)
    }

    private func card(_ hybridPrekey: XWingPublicKey?) throws -> [UInt8] {
        Card(
            accountKey: account.publicKey, name: try Username("ada"), signedPrekey: AgreementKey.generate().publicKey,
            validUntil: UnixMinute(count: minute.count + Card.lifetimeMinutes), hybridPrekey: hybridPrekey
        ).signed(by: account)
    }

    private func read(_ bytes: [UInt8]) throws -> Card { try Card(verifying: bytes, of: Username("ada"), now: minute) }

    private func resigned(_ bytes: [UInt8]) -> [UInt8] { bytes + account.sign(bytes, purpose: "card") }

    /// Where the capabilities end, and where the X-Wing key would begin.
    private let afterCapabilities = 1 + 32 + 2 + 3 + 32 + 4 + 2 + 2

    @Test func `capabilities are two bytes, and unknown bits are kept`() throws {
        for bytes: [UInt8] in [[], [1], [0, 0, 1]] {
            var reader = ByteReader([0, UInt8(bytes.count)] + bytes)
            #expect(throws: ByteReaderError.self) { try Capabilities(&reader) }
        }
        var reader = ByteReader([0, 2, 0x80, 1])
        let read = try Capabilities(&reader)
        #expect(read.contains(.postQuantum))
        #expect(read.encoded == [0x80, 1])
    }

    @Test func `a node says that it can do what its library can, and never more`() throws {
        // By the library's own number, not by what our code makes of it: ML-KEM came with OpenSSL 3.5.
        typealias Version = @convention(c) () -> UInt
        let symbol = try #require(dlsym(nil, "OpenSSL_version_num"))
        let isNew = unsafeBitCast(symbol, to: Version.self)() >= 0x3050_0000
        #expect(Capabilities.ours == (isNew ? .postQuantum : []))
        func environment(_ capabilities: Capabilities) -> ChatEnvironment {
            ChatEnvironment(
                now: { 0 }, sinceBoot: { 0 }, heavyWork: InlineWork(), passwordPace: .immediate, eraseFilePath: "",
                capabilities: capabilities, spawn: { body in Task { await body() } })
        }
        #expect(environment(Capabilities(rawValue: .max)).capabilities == (isNew ? .postQuantum : []))
        #expect(environment([]).capabilities == [])
    }

    @Test func `a card with an X-Wing key reads back, and fits a search's answer`() throws {
        let key = try someHybridKey()
        let bytes = try card(key)
        #expect(try read(bytes).hybridPrekey == key)
        #expect(try read(bytes).capabilities == .postQuantum)
        #expect(try read(card(nil)).capabilities == [])
        #expect(bytes.count == afterCapabilities + 1216 + 64)
        #expect(bytes.count <= Card.maximumByteCount && Card.maximumByteCount + 34 <= 3880)
    }

    @Test func `a card whose bit and key contradict each other is refused, though its owner signed it`() throws {
        let with = Array(try card(someHybridKey()).dropLast(64)), without = Array(try card(nil).dropLast(64))
        var strippedBit = with, addedBit = without
        strippedBit[afterCapabilities - 1] = 0
        addedBit[afterCapabilities - 1] = 1
        let strippedKey = Array(with.prefix(afterCapabilities)), shortKey = Array(with.dropLast())
        for body in [strippedBit, addedBit, strippedKey, shortKey, with + [0]] {
            #expect(throws: ChatError.cardInvalid) { try read(resigned(body)) }
        }
        #expect(try read(resigned(with)).hybridPrekey != nil)
    }

    @Test func `a card stripped of bit and key by anybody but its owner is refused`() throws {
        let bytes = try card(someHybridKey())
        var stripped = Array(bytes.prefix(afterCapabilities)) + bytes.suffix(64)
        stripped[afterCapabilities - 1] = 0
        #expect(throws: ChatError.cardInvalid) { try read(stripped) }
        for index in [afterCapabilities - 1, afterCapabilities, afterCapabilities + 1215] {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: ChatError.cardInvalid) { try read(changed) }
        }
    }

    @Test func `an X-Wing key with a second spelling is refused`() throws {
        var body = Array(try card(someHybridKey()).dropLast(64))
        body[afterCapabilities] = 0xff
        body[afterCapabilities + 1] = 0xff
        #expect(throws: ChatError.cardInvalid) { try read(resigned(body)) }
    }

    @Test func `an account's record without seeds, as elder nodes wrote it, is read`() throws {
        var record = AccountRecord(name: try Username("ada"))
        _ = try record.renewCard(now: minute, capabilities: [])
        let bytes = record.encode()
        let elder = [1] + Array(bytes.dropFirst().dropLast(2))
        #expect(try AccountRecord(decoding: elder).encode() == bytes)
        #expect(throws: ByteReaderError.self) { try AccountRecord(decoding: [3] + bytes.dropFirst()) }
        #expect(throws: ByteReaderError.self) { try AccountRecord(decoding: Array(bytes.dropLast()) + [1, 7]) }
    }

    @Test func `a connection's record without a floor, as elder nodes wrote it, is classical`() throws {
        let record = try someConnection(floor: .hybrid)
        let bytes = record.encode()
        #expect(try ConnectionRecord(decoding: bytes).floor == .hybrid)
        let elder = [1] + Array(bytes.dropFirst().dropLast())
        #expect(try ConnectionRecord(decoding: elder).floor == .classical)
        #expect(try ConnectionRecord(decoding: elder).encode() == Array(bytes.dropLast()) + [1])
        for floor: UInt8 in [0, 3] {
            #expect(throws: ByteReaderError.invalidValue) { try ConnectionRecord(decoding: Array(bytes.dropLast()) + [floor]) }
        }
    }

    @Test func `a floor rises and never drops`() throws {
        var record = try someConnection(floor: .classical)
        record.raiseFloor(to: .classical)
        #expect(record.floor == .classical)
        record.raiseFloor(to: .hybrid)
        record.raiseFloor(to: .classical)
        #expect(record.floor == .hybrid)
    }

    private func someConnection(floor: KeyAgreement) throws -> ConnectionRecord {
        let keys = ConnectionKeys()
        let root = ConnectionRoot.derive(
            sharedSecret: .random(32), requestSecret: .random(32), mode: 1, kemParts: [], askerCapabilities: [], acceptorCapabilities: [])
        return ConnectionRecord(
            peer: MemberAddress(name: try Username("ben"), node: OnionAddress(publicKey: account.publicKey)), since: minute, keys: keys,
            root: root, peerAccountKey: account.publicKey,
            peerBundle: ConnectionBundle(keys, agreement: AgreementKey.generate().publicKey), associatedData: [1, 2, 3], floor: floor)
    }
}

/// What needs ML-KEM itself: these run in Tests/Interop/test_post_quantum.py where the system's library has none.
@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct HybridCardTests {
    private let minute = UnixMinute(count: 29_000_000)

    @Test func `a card is renewed at the login after ML-KEM came, and after it went`() throws {
        var record = AccountRecord(name: try Username("ada"))
        func renew(_ minutes: UInt32, _ capabilities: Capabilities) throws -> Card? {
            let now = UnixMinute(count: minute.count + minutes)
            return try record.renewCard(now: now, capabilities: capabilities).map { try Card(verifying: $0, of: Username("ada"), now: now) }
        }
        let first = try #require(try renew(0, []))
        #expect(first.hybridPrekey == nil)
        #expect(try renew(1, []) == nil)
        let gained = try #require(try renew(2, .postQuantum))
        #expect(gained.signedPrekey == first.signedPrekey)
        let key = try #require(gained.hybridPrekey)
        #expect(try renew(3, .postQuantum) == nil)
        let next = try #require(try renew(2 + AccountRecord.cardAgeMinutes, .postQuantum))
        #expect(next.hybridPrekey == key, "the key is as old as the prekey beside it")
        let lost = try #require(try renew(3 + AccountRecord.cardAgeMinutes, []))
        #expect(lost.hybridPrekey == nil && lost.capabilities == [])
        #expect(record.prekeys.map { $0.hybridSeed != nil } == [false, true, true, false])
        let later = try #require(try renew(AccountRecord.prekeyAgeMinutes, .postQuantum))
        #expect(later.hybridPrekey != nil && later.hybridPrekey != key)
    }

    @Test func `a record keeps its X-Wing seeds`() throws {
        var record = AccountRecord(name: try Username("ada"))
        let bytes = try #require(try record.renewCard(now: minute, capabilities: .postQuantum))
        let card = try Card(verifying: bytes, of: Username("ada"), now: minute)
        let read = try AccountRecord(decoding: record.encode())
        #expect(read.encode() == record.encode())
        let seed = try #require(read.prekeys.last?.hybridSeed)
        #expect(try XWingKey(seed: seed).publicKey == card.hybridPrekey)
    }
}

let postQuantumMissing: Comment = "this libcrypto offers no ML-KEM-768: the post-quantum tests run in Tests/Interop/test_post_quantum.py"
