import Bytes
import Crypto
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// `ana` on the first node and `ben` on the second, each with ML-KEM or without, who can be started again with another library.
final class HybridWorld: @unchecked Sendable {
    // One test's own task alone uses it.
    let clock = TestClock()
    let network = TestNetwork()
    private(set) var nodes: [TestNode] = []
    private var folders: [String] = []
    private let names = ["ana", "ben"]

    init(_ capabilities: [Capabilities] = [.postQuantum, .postQuantum]) async throws {
        for (name, capabilities) in zip(names, capabilities) {
            let node = try await TestNode.make(clock: clock, capabilities: capabilities)
            nodes.append(node)
            folders.append(node.folder)
            await network.join(node)
            try await node.register(name)
        }
    }

    func remove() { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }

    /// The same node, over what it has on its disk, with another library.
    func restart(_ side: Int, _ capabilities: Capabilities) async throws {
        let copy = try await nodes[side].backup()
        folders.append(copy)
        nodes[side] = try await .make(clock: clock, in: copy, nodeKey: nodes[side].nodeKey, capabilities: capabilities)
        await network.join(nodes[side])
    }

    /// The request that `ana` makes, taken on its way. `serving` puts another card in the place of the one that `ben` has.
    func ask(_ greeting: String = "hello", serving card: [UInt8]? = nil) async throws -> RequestFrame {
        let tap = CardTap(chat: nodes[1].chat, own: nodes[0].address, card: card)
        await nodes[0].chat.mail.connect(to: tap)
        let ana = try await nodes[0].signIn("ana")
        let ben = MemberAddress(name: try Username("ben"), node: nodes[1].address)
        do { try await nodes[0].chat.mail.sendRequest(to: ben, greeting: greeting, as: ana) } catch {
            await network.join(nodes[0])
            throw error
        }
        await network.join(nodes[0])
        return try #require(await tap.taken.first)
    }

    func hand(_ frame: RequestFrame) async { await nodes[1].chat.mail.receive(frame, from: nodes[0].address) }

    /// A request as somebody makes it who keeps to no rule: sealed in one way, with a bundle that says another.
    func forge(_ agreement: KeyAgreement, _ capabilities: Capabilities, paddedTo count: Int? = nil) async throws -> RequestFrame {
        let (asker, name) = (nodes[0].address, try Username("ben"))
        let query = SearchQuery(name: name, pseudonym: Random.bytes(16), invite: Random.bytes(16))
        guard case .found(let bytes, let token, let bits) = await nodes[1].chat.mail.answer(query, from: asker) else {
            throw PeerFailure.refused
        }
        let card = try Card(verifying: bytes, of: name, now: UnixMinute(seconds: clock.now))
        let request = try SentRequest(
            to: MemberAddress(name: name, node: nodes[1].address), greeting: "forged", minute: UnixMinute(seconds: clock.now), card: card,
            capabilities: capabilities)
        let ana = try await nodes[0].signIn("ana")
        let record = try await nodes[0].store.read { try AccountTable.record(of: ana.account, ana.key, in: $0) }
        let account = try #require(record).signingKey
        let bundle = try ConnectionBundle(decoding: request.bundle, from: .asker)
        let payload = RequestPayload(
            from: ana.address, greeting: "forged", accountKey: account.publicKey, bundle: bundle,
            endorsement: bundle.endorsed(by: account), requestSecret: request.requestSecret)
        let context = RequestPayload.context(
            asker: asker, node: nodes[1].address, name: name, pseudonym: query.pseudonym, cardHash: SHA256.hash(bytes))
        let padded = Padding.pad(payload.encode(), to: count ?? RequestFrame.ciphertextByteCount(agreement) - 16)
        let sealed =
            switch agreement {
            case .classical: try HPKE.seal(padded, to: card.signedPrekey, info: context, associatedData: [0])
            case .hybrid: try HPKE.seal(padded, to: try #require(card.hybridPrekey), info: context, associatedData: [0])
            }
        let counter = try #require(ProofOfWork.solve(token: token, ciphertext: sealed.ciphertext, bits: bits))
        return RequestFrame(
            token: token, pseudonym: query.pseudonym, name: name, workCounter: counter, encapsulated: sealed.encapsulated,
            ciphertext: sealed.ciphertext)
    }

    /// Keeps a request for `ben` as it comes, without a look at its size: as elder nodes did.
    func keep(_ frame: RequestFrame) async throws {
        let arrival = IncomingRequestTable.Arrival(sender: nodes[0].address, frame: frame)
        let isKept = try await nodes[1].chat.mail.change { node in
            let account = try #require(try AccountTable.card(of: frame.name, node.nodeKey, in: node.transaction)).account
            return try node.incomingRequests.insert(arrival, for: account)
        }
        #expect(isKept)
    }

    /// `ben` accepts the one request that waits.
    @discardableResult func accept() async throws -> ConversationID {
        let ben = try await nodes[1].signIn("ben")
        let request = try #require(try await nodes[1].chat.mail.requests(of: ben).incoming.first)
        return try await nodes[1].chat.mail.accept(request.id, as: ben)
    }

    func acceptAndTalk() async throws {
        try await accept()
        try await network.deliverAll()
        try await talk("so it begins")
    }

    /// A text in each direction.
    func talk(_ text: String) async throws {
        for side in 0...1 {
            let member = try await nodes[side].signIn(names[side])
            let chat = try #require(try await nodes[side].chat.mail.conversations(of: member).first)
            _ = try await nodes[side].chat.mail.send("\(text), \(side)", in: chat.id, as: member)
            try await network.deliverAll()
            let other = try await nodes[1 - side].signIn(names[1 - side])
            let theirs = try #require(try await nodes[1 - side].chat.mail.conversations(of: other).first)
            let last = try await nodes[1 - side].chat.mail.messages(in: theirs.id, of: other, .latest, limit: 1).first
            #expect(last?.text == "\(text), \(side)")
        }
    }

    /// What each side's connection was made with.
    func floors() async throws -> [KeyAgreement] {
        var floors: [KeyAgreement] = []
        for (name, node) in zip(names, nodes) {
            let member = try await node.signIn(name)
            floors += try await node.chat.mail.look(as: member) { try $0.connections.all().map(\.record.floor) }
        }
        return floors
    }

    func breakConnection(of side: Int) async throws {
        let member = try await nodes[side].signIn(names[side])
        let chat = try #require(try await nodes[side].chat.mail.conversations(of: member).first).id
        try await nodes[side].breakConnection(of: chat)
    }

    /// Makes `ben`'s node forget that the request which waits was sealed with X-Wing.
    func forgetSeal() async throws {
        let ben = try await nodes[1].signIn("ben")
        try await nodes[1].chat.mail.change(as: ben) { mine in
            let opened = try #require(try mine.requests.opened(.waiting).first)
            let unopened = IncomingRequestTable.Unopened(
                id: opened.id, sender: opened.payload.from.node, pseudonym: opened.pseudonym, encapsulated: [], ciphertext: [])
            try mine.requests.keep(opened.payload, .classical, of: unopened)
        }
    }

    /// Takes requests on their way; searches go through, their cards maybe exchanged.
    actor CardTap: PeerTransport {
        let chat: Chat
        let own: OnionAddress
        let card: [UInt8]?
        private(set) var taken: [RequestFrame] = []

        init(chat: Chat, own: OnionAddress, card: [UInt8]?) {
            self.chat = chat
            self.own = own
            self.card = card
        }

        func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
            let answer = await chat.mail.answer(query, from: own)
            guard let card, case .found(_, let token, let bits) = answer else { return answer }
            return .found(card: card, token: token, workBits: bits)
        }
        func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) { taken.append(frame) }
        func hasMail(for node: OnionAddress) async {}
    }
}

extension TestNode {
    /// The card that is served for `name`.
    func card(of name: String) async throws -> [UInt8] {
        let username = try Username(name)
        let key = NodeKey(nodeKey)
        return try #require(try await store.read { try AccountTable.card(of: username, key, in: $0)?.card })
    }
}
