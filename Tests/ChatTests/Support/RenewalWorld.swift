import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// Two members who talk, on nodes that can be taken back to an earlier day.
actor RenewalWorld {
    let clock = TestClock()
    let network = TestNetwork()
    private(set) var nodes: [TestNode] = []
    private var chats: [ConversationID] = []
    private var folders: [String] = []
    private var headerKeys: Set<[UInt8]> = []
    private let names = ["ana", "ben"]
    private var capabilities: [Capabilities]

    init(capabilities: Capabilities = .ours) async throws {
        self.capabilities = names.map { _ in capabilities }
        for _ in names { nodes.append(try await .make(clock: clock, capabilities: capabilities)) }
        folders = nodes.map(\.folder)
        for node in nodes { await network.join(node) }
        let ana = try await nodes[0].member("ana")
        try await nodes[1].register("ben")
        let address = MemberAddress(name: try Username("ben"), node: nodes[1].address)
        try await nodes[0].chat.mail.sendRequest(to: address, greeting: "hello", as: ana)
        let ben = try await nodes[1].signIn("ben")
        let request = try #require(try await nodes[1].chat.mail.requests(of: ben).incoming.first)
        chats = [.random(), try await nodes[1].chat.mail.accept(request.id, as: ben)]
        try await network.deliverAll()
        chats[0] = try #require(try await nodes[0].chat.mail.conversations(of: nodes[0].signIn("ana")).first).id
    }

    /// A visit of one of them, which opens what came.
    func visit(_ side: Int) async throws { try await observe(side, try await nodes[side].signIn(names[side])) }

    func send(_ text: String, from side: Int) async throws {
        let member = try await nodes[side].signIn(names[side])
        try await observe(side, member)
        _ = try await nodes[side].chat.mail.send(text, in: chats[side], as: member)
        try await observe(side, member)
    }

    func messages(of side: Int) async throws -> [Message] {
        let member = try await nodes[side].signIn(names[side])
        try await observe(side, member)
        return try await nodes[side].chat.mail.messages(in: chats[side], of: member, .latest, limit: 200)
    }

    func received(by side: Int) async throws -> [String] {
        try await messages(of: side).filter { $0.state == .received }.map(\.text)
    }

    func notices(of side: Int) async throws -> Int { try await messages(of: side).count { $0.state == .notice } }

    func notice(of side: Int) async throws -> ConversationNotice? {
        try await nodes[side].chat.mail.conversation(chats[side], of: nodes[side].signIn(names[side])).notice
    }

    func backup(_ side: Int) async throws -> String {
        let copy = try await nodes[side].backup()
        folders.append(copy)
        return copy
    }

    /// Starts the node of `side` over `folder`: an old copy, or what a crash left.
    func start(_ side: Int, over folder: String) async throws {
        let copy = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        folders.append(copy)
        nodes[side] = try await .make(clock: clock, in: copy, nodeKey: nodes[side].nodeKey, capabilities: capabilities[side])
        await network.join(nodes[side])
    }

    /// Ends the process of `side` between two transactions and starts it again.
    func crash(_ side: Int) async throws { try await start(side, over: try await backup(side)) }

    /// Starts `side` again with another library.
    func equip(_ side: Int, _ capabilities: Capabilities) async throws {
        self.capabilities[side] = capabilities
        try await crash(side)
    }

    func deliver(losing: @Sendable (DeliverFrame) -> Bool = { _ in false }) async throws {
        try await network.deliverAll(losing: losing)
    }

    /// Days on which both come by, until nothing more has to be said.
    func settle(days: Int = 4) async throws {
        for _ in 0..<days {
            for _ in 0..<3 {
                try await deliver()
                try await visit(0)
                try await visit(1)
            }
            clock.advance(seconds: 86_401)
        }
    }

    /// Texts written now arrive once each and in order, in both directions, and no key sealed twice.
    func expectFlow(_ label: String, searchingForReuse: Bool = true, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for number in 0..<3 {
            for side in 0...1 { try await send("\(label) new \(number) from \(side)", from: side) }
            try await deliver()
        }
        for side in 0...1 {
            let received = try await received(by: side)
            #expect(
                received.filter { $0.contains("new") } == (0..<3).map { "\(label) new \($0) from \(1 - side)" }, "\(label)",
                sourceLocation: sourceLocation)
            #expect(Set(received).count == received.count, "\(label): twice the same", sourceLocation: sourceLocation)
            #expect(try await notice(of: side) == nil, "\(label)", sourceLocation: sourceLocation)
        }
        if searchingForReuse { try await expectNoReuse(label, sourceLocation: sourceLocation) }
    }

    /// Every message that left, by header key, ratchet key and number, which name its message key: no key sealed two envelopes.
    func expectNoReuse(_ label: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var seen: [[UInt8]: [UInt8]] = [:]
        for frame in await network.left where frame.kind == EnvelopeKind.message.rawValue {
            let sealed = Array(frame.envelope.prefix(RatchetHeader.sealedByteCount))
            let found = try headerKeys.lazy.compactMap { key in
                try RatchetHeader.opening(sealed, with: SecretBytes(copying: key)).map { (key, $0) }
            }.first
            let (key, header) = try #require(found, "\(label): an envelope of no session", sourceLocation: sourceLocation)
            let place = key + header.ratchetKey.bytes + withUnsafeBytes(of: header.number.bigEndian, Array.init)
            let isSame = seen[place].map { $0 == frame.envelope } ?? true
            #expect(isSame, "\(label): two envelopes under one key", sourceLocation: sourceLocation)
            seen[place] = frame.envelope
        }
    }

    /// Keeps the header keys that the session of `side` has now, for the search at the end.
    private func observe(_ side: Int, _ member: Member) async throws {
        let chat = chats[side]
        let found = try await nodes[side].chat.mail.look(as: member) { mine in
            try mine.connections.connection(of: chat).flatMap { try mine.connections.session(of: $0.id) }
        }
        guard let session = found else { return }
        for key in [session.core.sending?.headerKey, session.core.nextSendingHeaderKey].compactMap(\.self) {
            headerKeys.insert(key.exposed())
        }
    }

    func remove() { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
}

extension RenewalWorld {
    /// Stores an envelope at the other end under a right code and the next number, as the sender's node could.
    func forge(_ kind: EnvelopeKind, _ envelope: [UInt8], from side: Int) async throws {
        let (sender, receiver) = (nodes[side], nodes[1 - side])
        let frame = try await sender.chat.mail.change { node in
            let id = try #require(try node.transaction.row("SELECT connection FROM outgoing_queue WHERE is_bulk = 0")).integer(0)
            let queue = try #require(try node.outgoingQueues.textQueue(of: ConnectionID(row: id)))
            let sequence = Int64(queue.nextSequence)
            try node.transaction.execute("UPDATE outgoing_queue SET next_sequence = \(sequence + 1) WHERE id = \(queue.row)")
            try node.outgoingQueues.offer(queue, upTo: queue.nextSequence)
            let expiry = UnixMinute(count: .max)
            let code = QueueCode.deliver(
                queue.key, queue: queue.id, sequence: queue.nextSequence, expiry: expiry, kind: kind.rawValue, envelope: envelope)
            return DeliverFrame(
                queue: queue.id, sequence: queue.nextSequence, expiry: expiry, kind: kind.rawValue, code: code, envelope: envelope)
        }
        #expect(try await sender.chat.mail.stored(receiver.chat.mail.receive(frame)))
    }

    /// Seals `count` messages in the session of `side` that never leave: what it sends next jumps over them.
    func skip(_ count: Int, from side: Int) async throws {
        let chat = chats[side]
        let member = try await nodes[side].signIn(names[side])
        try await nodes[side].chat.mail.change(as: member) { mine in
            let connection = try #require(try mine.connections.connection(of: chat))
            var session = try #require(try mine.connections.session(of: connection.id))
            for _ in 0..<count { session = try session.sealing([0], associatedData: connection.record.associatedData).next }
            try mine.connections.keepSent(session, of: connection.id)
        }
    }

    /// What `side` keeps of the connection.
    func record(of side: Int) async throws -> ConnectionRecord {
        let (chat, member) = (chats[side], try await nodes[side].signIn(names[side]))
        return try await nodes[side].chat.mail.look(as: member) { try #require(try $0.connections.connection(of: chat)).record }
    }

    /// What `side` keeps of the renewals that it began.
    func renewal(of side: Int) async throws -> RenewalState {
        let (chat, member) = (chats[side], try await nodes[side].signIn(names[side]))
        return try await nodes[side].chat.mail.look(as: member) { mine in
            let connection = try #require(try mine.connections.connection(of: chat))
            return try mine.connections.renewal(of: connection.id)
        }
    }

    /// Has `side` renew the keys at its next visit.
    func requireRenewal(by side: Int) async throws {
        try await nodes[side].requireRenewal(of: chats[side])
    }

    func floors() async throws -> [KeyAgreement] { [try await record(of: 0).floor, try await record(of: 1).floor] }
}
