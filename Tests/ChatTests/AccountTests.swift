@testable import Accounts
import Bytes
import Chat
import Crypto
import Domain
import Foundation
import Mail
import Store
import Testing

@Suite struct AccountTests {
    @Test(arguments: [
        ("ab", RegistrationError.usernameInvalid(.wrongLength(2))), ("has space", .usernameInvalid(.forbiddenCharacter)),
    ])
    func `a bad username is refused with its reason`(name: String, reason: RegistrationError) async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        await #expect(throws: reason) { try await node.register(name) }
    }

    @Test(arguments: [
        ("short", PasswordProblem.tooShort(minimum: 12)), ("aaaaaaaaaaaaaaaa", .tooEasy(.repetition)),
        ("Password123456!", .tooEasy(.commonWords)), ("ana and twelve more", .holdsUsername),
        (String(repeating: "long ", count: 60), .tooLong(maximum: 256)),
    ])
    func `a weak password is refused with its reason and its field`(password: String, problem: PasswordProblem) async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let good = secret("four unrelated words here")
        await #expect(throws: RegistrationError.password(problem)) {
            try await node.chat.accounts.register(Registration(username: "ana", password: secret(password), destructionPassword: good))
        }
        await #expect(throws: RegistrationError.destructionPassword(problem)) {
            try await node.chat.accounts.register(Registration(username: "ana", password: good, destructionPassword: secret(password)))
        }
    }

    @Test(arguments: ["four unrelated words here", "Four Unrelated WORDS here", "fourunrelatedwordshere", " four unrelated  words here"])
    func `both passwords must differ, and not in capitals and spaces alone`(destruction: String) async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        await #expect(throws: RegistrationError.passwordsAlike) {
            try await node.chat.accounts.register(
                Registration(
                    username: "ana", password: secret("four unrelated words here"), destructionPassword: secret(destruction)))
        }
    }

    @Test(arguments: ["ana.lind", "ANA.lind", "ana-lind", "analind", "ana.1ind", "ana.iind"])
    func `a name that looks like a taken one is taken`(name: String) async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana.lind")
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register(name) }
    }

    @Test func `wrong, unknown and overlong sign-ins are refused alike`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        for (name, password) in [
            ("ana", "wrong wrong wrong"), ("nobody", "correct horse"), ("ana", ""), ("not a name!", "x"),
            ("ana", String(repeating: "x", count: 5000)),
        ] {
            await #expect(throws: SignInError.refused) { _ = try await node.chat.accounts.signIn(name: name, password: secret(password)) }
        }
        #expect(try await node.signIn("ana").name.text == "ana")
    }

    @Test func `sign-ins end by sign-out, by idling and by age`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.register("ana")
        func cookie() async throws -> SignInCookie {
            try await node.chat.accounts.signIn(name: "ana", password: secret("correct horse 3 97 battery"))
        }
        let first = try await cookie()
        #expect(await node.chat.member(for: first) != nil)
        node.chat.accounts.signOut(first)
        #expect(await node.chat.member(for: first) == nil)

        let idle = try await cookie()
        clock.advance(seconds: 15 * 60 + 1)
        #expect(await node.chat.member(for: idle) == nil)

        let old = try await cookie()
        for _ in 0..<(12 * 6) {
            #expect(await node.chat.member(for: old) != nil)
            clock.advance(seconds: 600)
        }
        clock.advance(seconds: 1)
        #expect(await node.chat.member(for: old) == nil)
    }

    @Test func `cookies and form tokens are strict`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        try await node.register("ana")
        let cookie = try await node.chat.accounts.signIn(name: "ana", password: secret("correct horse 3 97 battery"))
        let text = cookie.exposedText()
        #expect(text.count == 43)
        let same = try #require(SignInCookie(text: text))
        #expect(await node.chat.member(for: same)?.name.text == "ana")
        #expect(same.isFormToken(cookie.formToken()))
        #expect(!same.isFormToken(text))
        #expect(!same.isFormToken(""))
        for bad in ["", "x", text + "A", String(text.dropLast()), text.replacingOccurrences(of: text.prefix(1), with: "=")] {
            #expect(SignInCookie(text: bad) == nil)
        }
        let other = try #require(SignInCookie(text: Base64.encodeURL([UInt8](repeating: 7, count: 32))))
        #expect(await node.chat.member(for: other) == nil)
    }

    @Test func `the destruction password destroys, and is answered like a wrong one`() async throws {
        let clock = TestClock()
        let network = TestNetwork()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        await network.join(node)
        let ana = try await node.member("ana")
        let ben = try await node.member("ben")
        try await node.chat.mail.sendRequest(to: ana.address, greeting: "hi", as: ben)
        await #expect(throws: SignInError.refused) {
            _ = try await node.chat.accounts.signIn(name: "ana", password: secret("burn it all down 3"))
        }
        await #expect(throws: SignInError.refused) { _ = try await node.signIn("ana") }
        #expect(node.chat.isSignedIn(ana) == false)
        try await node.destructionsEnd()
        await #expect(throws: ChatError.notFound) { _ = try await node.chat.mail.search("ana", as: try await node.member("eve")) }
        await #expect(throws: RegistrationError.usernameTaken) { try await node.register("ana") }
    }

    @Test func `a full password pool says busy`() async throws {
        let node = try await TestNode.make(clock: TestClock(), heavyWork: FullPool())
        defer { node.remove() }
        await #expect(throws: RegistrationError.busy(retryAfter: .seconds(5))) { try await node.register("ana") }
        await #expect(throws: SignInError.busy(retryAfter: .seconds(5))) { _ = try await node.signIn("ana") }
    }

    @Test func `a node key that is not this database's is refused`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        await #expect(throws: StoreError.sealBroken) { _ = try await TestNode.make(clock: clock, in: node.folder) }
    }

    @Test func `a missing or cut erase.bin is refused while there are accounts`() async throws {
        let clock = TestClock()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        try await node.register("ana")
        try FileManager.default.removeItem(atPath: node.folder + "/erase.bin")
        await #expect(throws: EraseFileError.truncated) {
            _ = try await TestNode.make(clock: clock, in: node.folder, nodeKey: node.nodeKey)
        }
    }

    @Test func `rows that can't be read any more stand in nobody's way`() async throws {
        let clock = TestClock()
        let network = TestNetwork()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        await network.join(node)
        let ana = try await node.member("ana")
        let ben = try await node.member("ben")
        try await node.chat.mail.sendRequest(to: ben.address, greeting: "hi", as: ana)
        try await node.store.write { try $0.execute("UPDATE incoming_request SET sealed = \(Random.bytes(80))") }
        let again = try await node.signIn("ben")
        #expect(try await node.chat.mail.requests(of: again).incoming.isEmpty)
    }

    @Test func `logged out, the database tells neither names nor texts`() async throws {
        let clock = TestClock()
        let network = TestNetwork()
        let node = try await TestNode.make(clock: clock)
        defer { node.remove() }
        await network.join(node)
        let ana = try await node.member("annabella")
        let ben = try await node.member("benedikt")
        try await node.chat.mail.sendRequest(to: ben.address, greeting: "a needle in greetings", as: ana)
        let again = try await node.signIn("benedikt")
        let request = try #require(try await node.chat.mail.requests(of: again).incoming.first)
        let chat = try await node.chat.mail.accept(request.id, as: again)
        _ = try await node.chat.mail.send("a needle in texts", in: chat, as: again)
        try await network.deliverAll()
        try await node.store.checkpoint()
        for (name, data) in try VanishingWorld.files(in: node.folder) {
            for needle in ["needle", "annabella", "benedikt", node.address.serviceID] {
                #expect(data.range(of: Data(needle.utf8)) == nil, "\(needle) lies in \(name)")
            }
        }
    }
}
