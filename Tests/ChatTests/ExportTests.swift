import Crypto
import Foundation
import Store
import Testing
@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct ExportTests {
    /// Ana and Ben, connected on one node.
    private struct World {
        let clock = TestClock()
        let node: TestNode
        let network = TestNetwork()
        let ana: Member
        let ben: Member
        let chat: ConversationID
        let bensChat: ConversationID

        init() async throws {
            node = try await TestNode.make(clock: clock)
            await network.join(node)
            (ana, ben) = (try await node.member("ana"), try await node.member("ben"))
            try await node.chat.mail.sendRequest(to: ben.address, greeting: "hello ben", as: ana)
            let there = try await node.signIn("ben")
            let request = try #require(try await node.chat.mail.requests(of: there).incoming.first)
            bensChat = try await node.chat.mail.accept(request.id, as: there)
            try await network.deliverAll()
            chat = try #require(try await node.chat.mail.conversations(of: try await node.signIn("ana")).first).id
        }

        /// Ana writes, and what she wrote arrives.
        func write(_ text: String) async throws {
            _ = try await node.chat.mail.send(text, in: chat, as: ana)
            try await network.deliverAll()
        }

        /// The whole archive of `member`, with the largest piece; `meanwhile` runs after each piece.
        func export(of member: Member, meanwhile: () async throws -> Void = {}) async throws -> (bytes: [UInt8], largest: Int) {
            var archive = node.chat.export(of: member, in: PlainExportWords())
            var bytes: [UInt8] = []
            var largest = 0
            while let piece = try await archive.next() {
                bytes += piece
                largest = max(largest, piece.count)
                try await meanwhile()
            }
            return (bytes, largest)
        }
    }

    /// A strict reading of the archive: every block where it belongs, every checksum right.
    private func files(_ archive: [UInt8]) throws -> [String: String] {
        var files: [String: String] = [:]
        var place = 0
        func field(_ start: Int, _ count: Int) -> String {
            String(decoding: archive[place + start..<place + start + count].prefix { $0 != 0 }, as: UTF8.self)
        }
        try #require(archive.count.isMultiple(of: 512))
        while archive[place..<place + 512].contains(where: { $0 != 0 }) {
            let header = archive[place..<place + 512]
            let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
            #expect(Int(field(148, 8), radix: 8) == sum)
            #expect(field(257, 6) == "ustar" && field(100, 8) == "0000600" && field(345, 155) == "onionnode-export")
            let count = try #require(Int(field(124, 12), radix: 8))
            let content = archive[place + 512..<place + 512 + count]
            let name = field(0, 100)
            #expect(files[name] == nil)
            files[name] = String(decoding: content, as: UTF8.self)
            let end = place + 512 + (count + 511) / 512 * 512
            #expect(archive[place + 512 + count..<end].allSatisfy { $0 == 0 })
            place = end
        }
        #expect(archive.count - place == 1024)
        return files
    }

    @Test func `an export holds the account, contacts, requests and every text with its date`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        let needles = ["plain words", "שלום עולם", "first\nsecond\n\n  fourth", "tea 🫖👩‍👩‍👧 at six", String(repeating: "long ", count: 1500)]
        for needle in needles { try await world.write(needle) }
        let eve = try await world.node.member("eve")
        try await world.node.chat.mail.sendRequest(to: world.ana.address, greeting: "a greeting\nof two lines", as: eve)
        let ana = try await world.node.signIn("ana")
        let (bytes, _) = try await world.export(of: ana)
        let files = try files(bytes)
        let conversation = "with-ben@\(world.node.address.serviceID).txt"
        #expect(Set(files.keys) == ["account.txt", "contacts.txt", "requests.txt", conversation])
        #expect(files["account.txt"]?.contains("Address \(ana.address)\n") == true)
        #expect(
            files["contacts.txt"]?.contains("\(world.ben.address)\n    connected since \(UnixMinute(seconds: world.clock.now))") == true)
        #expect(files["requests.txt"]?.contains("] \(eve.address)\n    a greeting\n    of two lines\n") == true)
        let text = try #require(files[conversation])
        for needle in needles {
            let indented = needle.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "\n", with: "\n    ")
            #expect(text.contains("[\(UnixMinute(seconds: world.clock.now))] ana  (delivered)\n    \(indented)\n"), "\(needle.prefix(20))")
        }
        #expect(files.values.allSatisfy { !$0.contains("\u{fffd}") })
    }

    @Test func `no text passes for a line of the file, or writes to a terminal what its reader does not see`() {
        let forged = "hi\n[2026-11-11 06:12] ben\n    yes"
        for end in ["\n", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{0b}", "\u{0c}"] {
            let text = ExportText.indented("one\(end)[2026-11-11 06:12] ben")
            for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
                #expect(line.hasPrefix("    "), "\(line)")
            }
        }
        #expect(ExportText.indented(forged) == "    hi\n    [2026-11-11 06:12] ben\n        yes\n")
        #expect(ExportText.indented("a\u{1b}[2Jb\u{202e}c\u{9b}d\te") == "    a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\te\n")
    }

    @Test func `memory holds a page of messages, however long the conversation`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        for number in 0..<180 { try await world.write("\(number) " + String(repeating: "x", count: 500)) }
        let (bytes, largest) = try await world.export(of: world.ana)
        #expect(bytes.count > 180 * 500 && largest < (ExportedConversation.pageCount + 1) * 600)
        let text = try #require(try files(bytes).values.first { $0.contains("Conversation of") })
        let numbers = text.matches(of: /\n    (\d+) x/).compactMap { Int($0.1) }
        #expect(numbers == Array(0..<180))
    }

    @Test func `what is written meanwhile is left out, and a file keeps the length it began with`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        for number in 0..<60 { try await world.write("before \(number)") }
        var pieces = 0
        let (bytes, _) = try await world.export(of: world.ana) {
            pieces += 1
            try await world.write("meanwhile \(pieces)")
        }
        let text = try #require(try files(bytes).values.first { $0.contains("Conversation of") })
        // The conversation is measured after the first piece.
        #expect(text.contains("before 59") && text.contains("meanwhile 1") && !text.contains("meanwhile 2"))
    }

    @Test func `a contact that is removed meanwhile leaves a whole archive`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        for number in 0..<60 { try await world.write("text \(number)") }
        let chat = world.chat.row
        let store = world.node.store
        var pieces = 0
        let (bytes, _) = try await world.export(of: world.ana) {
            pieces += 1
            if pieces == 4 { try await store.write { try $0.execute("DELETE FROM conversation WHERE id = \(chat)") } }
        }
        let text = try #require(try files(bytes).values.first { $0.contains("Conversation of") })
        #expect(text.contains("text 49") && !text.contains("text 50") && text.hasSuffix("\n\n\n"))
    }

    @Test func `an export reads nothing for its member: unread stays unread`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        try await world.write("not read yet")
        let ben = try await world.node.signIn("ben")
        #expect(
            try files(await world.export(of: ben).bytes).values.contains {
                $0.contains("ana\(String(repeating: " ", count: 13))\n    not read yet")
            })
        #expect(try await world.node.chat.mail.conversations(of: ben).first?.unreadCount == 1)
    }

    @Test func `an export ends with its sign-in`() async throws {
        let world = try await World()
        defer { world.node.remove() }
        try await world.write("a text")
        var archive = world.node.chat.export(of: world.ana, in: PlainExportWords())
        _ = try await archive.next()
        world.node.chat.accounts.presence.end(world.ana.signIn)
        await #expect(throws: ChatError.signedOut) { _ = try await archive.next() }
        for await _ in world.node.chat.accounts.untilSignedOut(world.ana) {}
    }

    @Test func `the longest name fits its field`() throws {
        let name = "with-\(String(repeating: "n", count: Username.maximumLength))@\(String(repeating: "a", count: 56)).txt"
        #expect(name.utf8.count <= TarHeader.nameByteLimit)
        #expect(TarHeader.file(name, byteCount: TarHeader.contentByteLimit, minute: UnixMinute(count: .max)).count == 512)
    }
}
