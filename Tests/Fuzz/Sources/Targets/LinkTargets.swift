import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto
@testable import Peer

/// A link as a stranger's bytes reach it: the whole handshake from both ends, and the sealed cells after it.
let linkTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "link-handshake", longestInput: 512,
        seeds: {
            [
                [0, 0, 32] + [UInt8](repeating: 9, count: 32), [0, 1, 2, 3], [1, 1, 96], [2, 1, 64], [3, 1, 96, 0, 40, 1],
                [4, 1, 64, 1, 0, 2],
                [5], [6, 0, 5, 1],
            ]
        },
        run: Links.runHandshake),
    FuzzTarget(
        name: "sealed-cell", longestInput: 512,
        seeds: {
            [[0] + [UInt8](repeating: 1, count: 40), [1], [1, 0, 0, 1], [2, 1, 1, 2, 3], [2, 8] + [UInt8](repeating: 5, count: 41)]
        },
        run: Links.runCell),
]

private enum Links {
    private static let now: Int64 = 1_795_000_000
    private static let dialler = credential(1)
    private static let answerer = credential(3)

    private static func credential(_ byte: UInt8) -> (address: OnionAddress, credential: LinkCredential) {
        let (staticKey, onion) = (FixedKeys.agreement(byte), FixedKeys.signing(byte))
        let certificate = LinkCertificate(of: staticKey.publicKey, notAfter: now + 3600, signedBy: onion)
        return (OnionAddress(publicKey: onion.publicKey), LinkCredential(staticKey: staticKey, certificate: certificate))
    }

    private static func ends() -> (initiator: LinkHandshake, responder: LinkHandshake) {
        (
            LinkHandshake(from: dialler.address, dialling: answerer.address, credential: dialler.credential),
            LinkHandshake(answeringAs: answerer.address, credential: answerer.credential)
        )
    }

    private static func reply(_ step: LinkHandshake.Step) -> [UInt8] {
        switch step {
        case .reply(let bytes), .established(_, let bytes): bytes
        }
    }

    /// First byte: which message is attacked (its last two bits), and whether the rest is the message or, from 4 on, changes the true one.
    static func runHandshake(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        var (initiator, responder) = ends()
        let first = FixedKeys.required { try initiator.begin() }
        if mode & 3 == 0 { return attack(&responder, input, genuine: first, hasTag: false) }
        let second = FixedKeys.required { reply(try responder.received(Array(first.dropFirst(2)), now: now)) }
        if mode & 3 == 1 { return attack(&initiator, input, genuine: second, hasTag: true) }
        let third = FixedKeys.required { reply(try initiator.received(Array(second.dropFirst(2)), now: now)) }
        attack(&responder, input, genuine: third, hasTag: true)
    }

    private static func attack(_ end: inout LinkHandshake, _ input: [UInt8], genuine: [UInt8], hasTag: Bool) {
        let isPatched = input[0] & 4 != 0
        let message = isPatched ? genuine.patched(input.dropFirst()) : Array(input.dropFirst())
        let prefix = Array(message.prefix(LinkHandshake.prefixByteCount))
        guard let count = try? end.checkPrefix(prefix) else {
            claim(prefix != Array(genuine.prefix(LinkHandshake.prefixByteCount)), "the right length is taken")
            return
        }
        claim(count == end.expectedByteCount, "no other length is taken")
        let body = Array(message.dropFirst(LinkHandshake.prefixByteCount))
        let step = try? end.received(body, now: now)
        claim(body.count == count || step == nil, "a message has its length")
        if hasTag { claim((step != nil) == (message == genuine), "the true message is taken, and no other") }
        if case .established(let keys, _)? = step {
            claim(keys.remote == dialler.address || keys.remote == answerer.address, "a link leads to who proved it")
        }
        guard step == nil, body.count == count else { return }
        claim(
            (try? end.received(Array(genuine.dropFirst(LinkHandshake.prefixByteCount)), now: now)) == nil, "a failed handshake stays failed"
        )
    }

    /// First byte: 0 the rest is the message, 1 it changes a true one, else it is a cell that is sealed as it should be.
    static func runCell(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let keys = (FixedKeys.secret(1), FixedKeys.secret(2))
        var sender = CellChannel(
            LinkKeys(remote: answerer.address, send: NoiseCipher(key: keys.0, counter: 7), receive: NoiseCipher(key: keys.1, counter: 0)))
        var receiver = CellChannel(
            LinkKeys(remote: dialler.address, send: NoiseCipher(key: keys.1, counter: 0), receive: NoiseCipher(key: keys.0, counter: 7)))
        let rest = Array(input.dropFirst())
        let cell = mode < 2 ? Cell(type: .search, id: 1, data: [1, 2, 3]).encode() : rest.fitted(to: Cell.byteCount)
        let genuine = FixedKeys.required { try sender.sealRaw(cell) }
        claim(genuine.count == CellChannel.messageByteCount, "every message has one size")
        let message = mode == 0 ? rest : mode == 1 ? genuine.patched(rest[...]) : genuine
        let opened = Result { try receiver.open(message) }
        switch opened {
        case .failure(LinkViolation.noise): claim(message != genuine, "a true message is authentic")
        case .failure: claim(message == genuine, "nothing is read of what is not authentic")
        case .success(let found):
            claim(message == genuine, "the true message opens, and no other")
            guard let found, let read = (try? Cell.decode(cell)).flatMap({ $0 }) else { return }
            claim(found.id == read.id && !read.hasMore, "a frame in one cell is that cell's")
            claim((try? found.frame.cells(id: found.id))?.map { $0.encode() } == [cell], "a frame has one spelling")
        }
        if message == genuine { claim((try? receiver.open(message)) == nil, "a message opens once") }
    }
}
