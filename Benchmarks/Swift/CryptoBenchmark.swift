import Crypto
import Glibc

/// Sessions, passwords and handshakes, each measured alone; the C program and the Python one beside it do the same work.
enum CryptoBenchmark {
    private static let plaintext = [UInt8](repeating: 0x61, count: 100)
    private static let associatedData = [UInt8](repeating: 0x62, count: 64)
    /// As many turns between two looks at the clock.
    private static let turnCount = 50
    private static let burstCount = 100
    private static let reversedCount = 1000

    /// What is measured, by the name that all three programs share: does its work once and says how many units of it that was.
    private static let works: [String: @Sendable () throws -> () throws -> Int] = [
        "alternating": alternating, "bursts": bursts, "stored": stored, "reversed": reversed, "session": session, "argon2id": argon2id,
        "noise": noise,
    ]

    /// Arguments: what to measure, and for how many seconds at least. Prints units a second of processor time.
    static func run(arguments: [String]) -> Int32 {
        guard arguments.count == 2, let prepare = works[arguments[0]], let seconds = Double(arguments[1]) else { return EXIT_FAILURE }
        do {
            let work = try prepare()
            _ = try work()
            let start = processorSeconds()
            var count = 0
            var elapsed = 0.0
            while elapsed < seconds {
                count += try work()
                elapsed = processorSeconds() - start
            }
            print(Double(count) / elapsed)
            return EXIT_SUCCESS
        } catch {
            print("\(error)")
            return EXIT_FAILURE
        }
    }

    /// Seconds of processor time that this process has had: what else runs on the machine does not count.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Two ends of a session that hold what the other sealed, like two nodes do.
    private final class Pair {
        var first: RatchetSession
        var second: RatchetSession

        init() throws {
            let prekey = AgreementKey.generate()
            let root = CryptoBenchmark.root(.random(32))
            first = try .acceptor(root: root, remoteKey: prekey.publicKey)
            second = .asker(root: root, signedPrekey: prekey)
            try open(try seal())
            try answer()
        }

        func seal() throws -> [UInt8] {
            let (envelope, next) = try first.sealing(plaintext, associatedData: associatedData)
            first = next
            return envelope
        }

        func open(_ envelope: [UInt8]) throws {
            let opened = try second.opening(envelope, associatedData: associatedData, now: 0)
            second = opened.next
            guard opened.plaintext == plaintext else { throw RatchetError.bodyNotAuthentic }
        }

        func answer() throws {
            let (envelope, next) = try second.sealing(plaintext, associatedData: associatedData)
            second = next
            let opened = try first.opening(envelope, associatedData: associatedData, now: 0)
            first = opened.next
        }
    }

    /// Each message starts a new chain.
    private static func alternating() throws -> () throws -> Int {
        let pair = try Pair()
        return {
            for _ in 0..<turnCount {
                try pair.open(try pair.seal())
                try pair.answer()
            }
            return 2 * turnCount
        }
    }

    /// A hundred messages one way, then one back, which starts the next chain.
    private static func bursts() throws -> () throws -> Int {
        let pair = try Pair()
        return {
            for _ in 0..<burstCount { try pair.open(try pair.seal()) }
            try pair.answer()
            return burstCount + 1
        }
    }

    /// The same with the state read back before each step and laid down after it, as a node does between two messages. (Sealing the state
    /// for the store and the store itself are measured elsewhere.)
    private static func stored() throws -> () throws -> Int {
        let pair = try Pair()
        return {
            for _ in 0..<burstCount {
                pair.first = try RatchetSession(decoding: pair.first.encode())
                pair.second = try RatchetSession(decoding: pair.second.encode())
                try pair.open(try pair.seal())
            }
            try pair.answer()
            return burstCount + 1
        }
    }

    /// A thousand messages that arrive last first.
    private static func reversed() throws -> () throws -> Int {
        let pair = try Pair()
        return {
            let envelopes = try (0..<reversedCount).map { _ in try pair.seal() }
            for envelope in envelopes.reversed() { try pair.open(envelope) }
            try pair.answer()
            return reversedCount
        }
    }

    /// Both ends from X3DH to the first message opened.
    private static func session() throws -> () throws -> Int {
        let (asker, acceptor, prekey) = (AgreementKey.generate(), AgreementKey.generate(), AgreementKey.generate())
        return {
            let ephemeral = AgreementKey.generate()
            let own = try X3DH.initiate(
                identity: acceptor, ephemeral: ephemeral, remoteIdentity: asker.publicKey, remoteSignedPrekey: prekey.publicKey)
            let sender = try RatchetSession.acceptor(root: root(own), remoteKey: prekey.publicKey)
            let envelope = try sender.sealing(plaintext, associatedData: associatedData).envelope
            let theirs = try X3DH.respond(
                identity: asker, signedPrekey: prekey, remoteIdentity: acceptor.publicKey, remoteEphemeral: ephemeral.publicKey)
            let receiver = RatchetSession.asker(root: root(theirs), signedPrekey: prekey)
            guard try receiver.opening(envelope, associatedData: associatedData, now: 0).plaintext == plaintext else {
                throw RatchetError.bodyNotAuthentic
            }
            return 1
        }
    }

    /// A password at the cost that accounts have.
    private static func argon2id() throws -> () throws -> Int {
        let (password, pepper) = (SecretBytes(copying: Array(plaintext.prefix(20))), SecretBytes.random(32))
        let salt = Random.bytes(16)
        return {
            _ = try Argon2id.derive(password: password, salt: salt, pepper: pepper, parameters: .standard)
            return 1
        }
    }

    /// Both ends of a handshake with a payload of 100 bytes in the second and third message.
    private static func noise() throws -> () throws -> Int {
        let (first, second) = (AgreementKey.generate(), AgreementKey.generate())
        return {
            var dialler = NoiseXX(role: .initiator, staticKey: first, prologue: associatedData)
            var answerer = NoiseXX(role: .responder, staticKey: second, prologue: associatedData)
            _ = try answerer.read(try dialler.write([]))
            _ = try dialler.read(try answerer.write(plaintext))
            _ = try answerer.read(try dialler.write(plaintext))
            _ = (try dialler.split(), try answerer.split())
            return 1
        }
    }

    private static func root(_ sharedSecret: SecretBytes) -> ConnectionRoot {
        ConnectionRoot.derive(
            sharedSecret: sharedSecret, requestSecret: SecretBytes(copying: associatedData), mode: 0, kemParts: [],
            askerCapabilities: [0, 0], acceptorCapabilities: [0, 0])
    }
}
