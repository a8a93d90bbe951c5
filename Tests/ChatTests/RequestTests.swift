import Chat
import Crypto
import Domain
import Mail
import Testing

@Suite struct RequestTests {
    struct World {
        let clock = TestClock()
        let network = TestNetwork()
        let first: TestNode
        let second: TestNode

        init() async throws {
            first = try await .make(clock: clock)
            second = try await .make(clock: clock)
            await network.join(first)
            await network.join(second)
        }

        func remove() {
            first.remove()
            second.remove()
        }
    }

    @Test func `search finds exact addresses alone, near and far`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        try await world.first.register("bea")
        try await world.second.register("ben")
        #expect(try await world.first.chat.mail.search(" Bea ", as: ana).relation == .stranger)
        #expect(try await world.first.chat.mail.search("ana", as: ana).relation == .you)
        #expect(try await world.first.chat.mail.search("BEN@\(world.second.address)", as: ana).address.name.text == "ben")
        for missing in ["be", "bee"] {
            await #expect(throws: missing == "be" ? ChatError.notAnAddress(.name(.wrongLength(2))) : .notFound) {
                _ = try await world.first.chat.mail.search(missing, as: ana)
            }
        }
        await #expect(throws: ChatError.notFound) { _ = try await world.first.chat.mail.search("ben", as: ana) }
        await #expect(throws: ChatError.notFound) { _ = try await world.first.chat.mail.search("bea@\(world.second.address)", as: ana) }
        await #expect(throws: ChatError.notAnAddress(.missingAt)) { _ = try await world.first.chat.mail.search("a@b@c", as: ana) }
        await world.network.setOffline(world.second, true)
        await #expect(throws: ChatError.unreachable(.offline)) {
            _ = try await world.first.chat.mail.search("ben@\(world.second.address)", as: ana)
        }
    }

    @Test func `home counts the requests that wait for an answer, and no others`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        for name in ["bea", "cay", "dan"] {
            let asker = try await world.first.member(name)
            try await world.first.chat.mail.sendRequest(to: ana.address, greeting: "", as: asker)
        }
        let again = try await world.first.signIn("ana")
        #expect(try await world.first.chat.mail.home(of: again).waitingRequestCount == 3)
        let waiting = try await world.first.chat.mail.requests(of: again).incoming
        _ = try await world.first.chat.mail.accept(try #require(waiting.first).id, as: again)
        try await world.first.chat.mail.deny(try #require(waiting.last).id, as: again)
        let home = try await world.first.chat.mail.home(of: again)
        #expect(home.waitingRequestCount == 1)
        #expect(home.conversations.map(\.peer) == waiting.first.map { [$0.from] })
    }

    @Test func `one request for each person, and none to oneself`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "", as: ana)
        await #expect(throws: ChatError.alreadyRequested) {
            try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "", as: ana)
        }
        await #expect(throws: ChatError.yourself) { try await world.first.chat.mail.sendRequest(to: ana.address, greeting: "", as: ana) }
        await #expect(throws: ChatError.greetingTooLong(limit: 500)) {
            try await world.first.chat.mail.sendRequest(to: ben.address, greeting: String(repeating: "x", count: 501), as: ana)
        }
        #expect(try await world.first.chat.mail.search(ben.address.description, as: ana).relation == .requested)
        let again = try await world.second.signIn("ben")
        let request = try #require(try await world.second.chat.mail.requests(of: again).incoming.first)
        #expect(try await world.second.chat.mail.search(ana.address.description, as: again).relation == .asked(request.id))
        await #expect(throws: ChatError.alreadyAsked) {
            try await world.second.chat.mail.sendRequest(to: ana.address, greeting: "", as: again)
        }
    }

    @Test func `who is denied finds nobody, until the denial is undone`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "hi", as: ana)
        let again = try await world.second.signIn("ben")
        let request = try #require(try await world.second.chat.mail.requests(of: again).incoming.first)
        try await world.second.chat.mail.deny(request.id, as: again)
        #expect(try await world.second.chat.mail.requests(of: again).incoming.isEmpty)
        #expect(try await world.second.chat.mail.requests(of: again).denied.map(\.from) == [ana.address])
        let query = try await world.query(of: ana, for: ben)
        #expect(await world.second.chat.mail.answer(query, from: world.first.address) == .notFound)
        await #expect(throws: ChatError.notFound) { _ = try await world.second.chat.mail.accept(request.id, as: again) }
        try await world.second.chat.mail.undoDenial(request.id, as: again)
        guard case .found = await world.second.chat.mail.answer(query, from: world.first.address) else {
            Issue.record("the denial was not undone")
            return
        }
        _ = try await world.second.chat.mail.accept(request.id, as: again)
    }

    @Test func `crossing requests end in one connection`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "from ana", as: ana)
        try await world.second.chat.mail.sendRequest(to: ana.address, greeting: "from ben", as: ben)
        let (anaAgain, benAgain) = (try await world.first.signIn("ana"), try await world.second.signIn("ben"))
        let seenByAna = try await world.first.chat.mail.requests(of: anaAgain)
        let seenByBen = try await world.second.chat.mail.requests(of: benAgain)
        #expect(seenByAna.incoming.count + seenByBen.incoming.count == 1)
        #expect(seenByAna.outgoing.count + seenByBen.outgoing.count == 1)
        if let request = seenByAna.incoming.first {
            #expect(ben.address < ana.address)
            _ = try await world.first.chat.mail.accept(request.id, as: anaAgain)
        } else if let request = seenByBen.incoming.first {
            #expect(ana.address < ben.address)
            _ = try await world.second.chat.mail.accept(request.id, as: benAgain)
        }
        try await world.network.deliverAll()
        #expect(try await world.first.chat.mail.conversations(of: try await world.first.signIn("ana")).count == 1)
        #expect(try await world.second.chat.mail.conversations(of: try await world.second.signIn("ben")).count == 1)
    }

    @Test func `a replayed, idle or foreign request is dropped`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        let tap = Tap(chat: world.second.chat, own: world.first.address)
        await world.first.chat.mail.connect(to: tap)
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "hi", as: ana)
        let frame = try #require(await tap.taken.first)
        // From another node than the token was given to, without the work, with another's name.
        await world.second.chat.mail.receive(frame, from: world.second.address)
        // Of few bits, the next counter may do the work too.
        let lazy = try #require(
            (1...).lazy.map { frame.workCounter &+ $0 }.first {
                !ProofOfWork.isDone(token: frame.token, ciphertext: frame.ciphertext, counter: $0, bits: frame.token[4])
            })
        let idle = RequestFrame(
            token: frame.token, pseudonym: frame.pseudonym, name: frame.name, workCounter: lazy,
            encapsulated: frame.encapsulated, ciphertext: frame.ciphertext)
        await world.second.chat.mail.receive(idle, from: world.first.address)
        #expect(try await world.second.chat.mail.requests(of: try await world.second.signIn("ben")).incoming.isEmpty)
        await world.second.chat.mail.receive(frame, from: world.first.address)
        await world.second.chat.mail.receive(frame, from: world.first.address)
        #expect(try await world.second.chat.mail.requests(of: try await world.second.signIn("ben")).incoming.count == 1)
    }

    @Test func `searching too often is answered busy, for that node alone`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        let query = try await world.query(of: ana, for: ben)
        for _ in 0..<20 { _ = await world.second.chat.mail.answer(query, from: world.first.address) }
        #expect(await world.second.chat.mail.answer(query, from: world.first.address) == .busy)
        let stranger = OnionAddress(publicKey: SigningKey.generate().publicKey)
        #expect(await world.second.chat.mail.answer(query, from: stranger) != .busy)
        world.clock.advance(seconds: 3601)
        #expect(await world.second.chat.mail.answer(query, from: world.first.address) != .busy)
    }

    @Test func `a card of someone else is refused by the asker`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        try await world.second.register("ben")
        try await world.second.register("eve")
        await world.first.chat.mail.connect(to: Swapped(chat: world.second.chat, own: world.first.address, name: try Username("eve")))
        await #expect(throws: ChatError.cardInvalid) { _ = try await world.first.chat.mail.search("ben@\(world.second.address)", as: ana) }
    }

    @Test func `a request whose answer was lost may be sent again, and either copy can be accepted`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        let deaf = Deaf(chat: world.second.chat, own: world.first.address)
        await world.first.chat.mail.connect(to: deaf)
        await #expect(throws: ChatError.unreachable(.timedOut)) {
            try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "first", as: ana)
        }
        #expect(try await world.first.chat.mail.search(ben.address.description, as: ana).relation == .stranger)
        await #expect(throws: ChatError.unreachable(.timedOut)) {
            try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "second", as: ana)
        }
        let again = try await world.second.signIn("ben")
        let waiting = try await world.second.chat.mail.requests(of: again).incoming
        #expect(waiting.map(\.greeting) == ["second"])
        let chat = try await world.second.chat.mail.accept(try #require(waiting.first).id, as: again)
        _ = try await world.second.chat.mail.send("it worked", in: chat, as: again)
        await world.network.join(world.first)
        try await world.network.deliverAll()
        let anaAgain = try await world.first.signIn("ana")
        let mine = try #require(try await world.first.chat.mail.conversations(of: anaAgain).first)
        #expect(try await world.first.chat.mail.messages(in: mine.id, of: anaAgain, .latest, limit: 9).map(\.text) == ["it worked"])
        #expect(try await world.first.chat.mail.requests(of: anaAgain).outgoing.isEmpty)
    }

    @Test func `an answer that nobody fetched in 31 days breaks the connection, which can be made anew`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "hi", as: ana)
        let again = try await world.second.signIn("ben")
        let request = try #require(try await world.second.chat.mail.requests(of: again).incoming.first)
        let chat = try await world.second.chat.mail.accept(request.id, as: again)
        _ = try await world.second.chat.mail.send("lost on the way", in: chat, as: again)
        await world.network.setOffline(world.first, true)
        world.clock.advance(seconds: 32 * 86_400)
        try await world.network.deliverAll()
        let later = try await world.second.signIn("ben")
        await #expect(throws: ChatError.connectionBroken) { try await world.second.chat.mail.send("x", in: chat, as: later) }

        await world.network.setOffline(world.first, false)
        world.clock.advance(seconds: 31 * 86_400)
        let anaLater = try await world.first.signIn("ana")
        #expect(try await world.first.chat.mail.requests(of: anaLater).outgoing.isEmpty)
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "once more", as: anaLater)
        let benLast = try await world.second.signIn("ben")
        let second = try #require(try await world.second.chat.mail.requests(of: benLast).incoming.first)
        let anew = try await world.second.chat.mail.accept(second.id, as: benLast)
        _ = try await world.second.chat.mail.send("found again", in: anew, as: benLast)
        try await world.network.deliverAll()
        let anaLast = try await world.first.signIn("ana")
        let mine = try #require(try await world.first.chat.mail.conversations(of: anaLast).first)
        #expect(try await world.first.chat.mail.messages(in: mine.id, of: anaLast, .latest, limit: 9).map(\.text) == ["found again"])
        // The history of the broken connection went over.
        let texts = try await world.second.chat.mail.messages(in: anew, of: benLast, .latest, limit: 9).map(\.text)
        #expect(texts == ["lost on the way", "found again"])
        #expect(try await world.second.chat.mail.conversations(of: benLast).count == 1)
    }

    @Test func `a flood of requests from one node pushes out its own alone`() async throws {
        let world = try await World()
        defer { world.remove() }
        let ana = try await world.first.member("ana")
        let ben = try await world.second.member("ben")
        try await world.first.chat.mail.sendRequest(to: ben.address, greeting: "from ana", as: ana)
        // Ten a day is the limit of a node: a patient one takes a week.
        let flooder = OnionAddress(publicKey: SigningKey.generate().publicKey)
        for number in 0..<60 {
            if number.isMultiple(of: 10) { world.clock.advance(seconds: number == 0 ? 0 : 86_401) }
            let pseudonym = Random.bytes(16)
            let query = SearchQuery(name: ben.name, pseudonym: pseudonym, invite: Random.bytes(16))
            guard case .found(_, let token, let bits) = await world.second.chat.mail.answer(query, from: flooder) else {
                Issue.record("the search was not answered")
                return
            }
            let ciphertext = Random.bytes(RequestFrame.ciphertextByteCount(.classical))
            let counter = try #require(ProofOfWork.solve(token: token, ciphertext: ciphertext, bits: bits))
            let frame = RequestFrame(
                token: token, pseudonym: pseudonym, name: ben.name, workCounter: counter, encapsulated: Random.bytes(32),
                ciphertext: ciphertext)
            await world.second.chat.mail.receive(frame, from: flooder)
        }
        let again = try await world.second.signIn("ben")
        #expect(try await world.second.chat.mail.requests(of: again).incoming.map(\.greeting) == ["from ana"])
    }
}
