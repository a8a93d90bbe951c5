import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// One account in two browsers at once, and its contact, all doing whatever they like in whatever order.
@Suite struct TwoBrowsersTests {
    /// What both browsers know of the account, as its member does: the password of now, and one that a change may be putting in its place.
    private actor Memory {
        private(set) var passwords = ["correct horse 3 97 battery"]
        private(set) var sent: [String] = []
        private(set) var changes = 0
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
        /// Before it is known whether the change wins, either may be right.
        func offer(_ password: String) { passwords.append(password) }
        func settle(on password: String) {
            passwords = [password]
            changes += 1
        }
        func withdraw(_ password: String) { passwords.removeAll { $0 == password } }
        func note(sent text: String) { sent.append(text) }
    }

    private struct World {
        let clock = TestClock()
        let node: TestNode
        let network = TestNetwork()
        let memory = Memory()
        let chat: ConversationID
        let bensChat: ConversationID

        init() async throws {
            node = try await TestNode.make(clock: clock)
            await network.join(node)
            let (ana, ben) = (try await node.member("ana"), try await node.member("ben"))
            try await node.chat.mail.sendRequest(to: ben.address, greeting: "hello", as: ana)
            let there = try await node.signIn("ben")
            bensChat = try await node.chat.mail.accept(
                try #require(try await node.chat.mail.requests(of: there).incoming.first).id, as: there)
            try await network.deliverAll()
            chat = try #require(try await node.chat.mail.conversations(of: try await node.signIn("ana")).first).id
        }

        /// Logs in with a password that is right now, or may be.
        func logIn() async throws -> SignInCookie {
            for _ in 0..<200 {
                for password in await memory.passwords.reversed() {
                    if let cookie = try? await node.chat.accounts.signIn(name: "ana", password: secret(password)) { return cookie }
                }
                // Guesses are slowed down, for at most a minute.
                clock.advance(seconds: 61)
            }
            throw SignInError.refused
        }

        /// One browser: `steps` things in an order that the seed decides.
        func browse(_ steps: Int, as browser: Int, seed: UInt64) async throws {
            var chance = SeededChance(state: seed &* 100 &+ UInt64(browser))
            var cookie = try await logIn()
            for _ in 0..<steps {
                guard let member = await node.chat.member(for: cookie) else {
                    cookie = try await logIn()
                    continue
                }
                switch chance.next(below: 10) {
                case 0..<5:
                    let text = "\(browser) wrote \(await memory.next())"
                    if (try? await node.chat.mail.send(text, in: chat, as: member)) != nil { await memory.note(sent: text) }
                case 5..<7: _ = try? await node.chat.mail.messages(in: chat, of: member, .latest, limit: 20)
                case 7: node.chat.accounts.signOut(cookie)
                case 8: node.chat.accounts.endOtherSignIns(of: member)
                default:
                    let (old, new) = (await memory.passwords.first ?? "", "gravel window \(await memory.next()) harbour")
                    await memory.offer(new)
                    let change = PasswordChange.password(new: secret(new), destructionPassword: secret("burn it all down 3"))
                    do {
                        cookie = try await node.chat.accounts.change(change, password: secret(old), as: member)
                        await memory.settle(on: new)
                    } catch { await memory.withdraw(new) }
                }
            }
        }

        /// Ben reads and answers, and mail goes round.
        func answer(until isOver: @Sendable () async -> Bool) async throws {
            let ben = try await node.signIn("ben")
            var count = 0
            while await !isOver() {
                count += 1
                if count.isMultiple(of: 5) { _ = try await node.chat.mail.send("answer \(count)", in: bensChat, as: ben) }
                try await network.deliverAll()
                let cookie = try await node.chat.accounts.signIn(name: "ben", password: secret("correct horse 3 110 battery"))
                _ = await node.chat.member(for: cookie)
                node.chat.accounts.signOut(cookie)
            }
        }
    }

    private struct SeededChance {
        var state: UInt64

        mutating func next(below limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
    }

    private actor Ending {
        private(set) var isOver = false
        func end() { isOver = true }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `two browsers, one account, no race`(seed: UInt64) async throws {
        let world = try await World()
        defer { world.node.remove() }
        let ending = Ending()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await world.answer { await ending.isOver } }
            try await withThrowingTaskGroup(of: Void.self) { browsers in
                for browser in 0..<2 { browsers.addTask { try await world.browse(60, as: browser, seed: seed) } }
                try await browsers.waitForAll()
            }
            await ending.end()
            try await group.waitForAll()
        }
        // Nobody is locked out.
        let ana = try #require(await world.node.chat.member(for: try await world.logIn()))
        for _ in 0..<3 { try await world.network.deliverAll() }
        let ben = try await world.node.signIn("ben")
        // What was taken came once each. Two texts under one message key would be a text lost: the other side opens only one of them.
        let sent = await world.memory.sent
        var seen: [String] = []
        var page = MessagePage.after(MessageID(number: 0))
        while case let messages = try await world.node.chat.mail.messages(in: world.bensChat, of: ben, page, limit: 200),
            let last = messages.last
        {
            seen += messages.filter { $0.state == .received }.map(\.text)
            page = .after(last.id)
        }
        for browser in ["0 ", "1 "] {
            #expect(seen.filter { $0.hasPrefix(browser) } == sent.filter { $0.hasPrefix(browser) })
        }
        #expect(seen.count == sent.count)
        #expect(sent.count > 20)
        #expect(await world.memory.changes > 0)
        #expect(try await world.node.chat.mail.messages(in: world.chat, of: ana, .latest, limit: 200).allSatisfy { $0.state != .queued })
        // No number of a queue was given to two envelopes, and no session went out of step.
        var envelopes: [[UInt8]: [UInt8]] = [:]
        for frame in await world.network.left {
            let place = frame.queue + withUnsafeBytes(of: frame.sequence.bigEndian, Array.init)
            #expect(envelopes[place].map { $0 == frame.envelope } ?? true)
            envelopes[place] = frame.envelope
        }
        let odd = try await world.node.store.read { try $0.rows("SELECT id FROM connection WHERE failures > 0 OR state > 0") }
        #expect(odd.isEmpty)
    }
}
