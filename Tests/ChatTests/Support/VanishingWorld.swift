import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Files
@testable import Mail

/// A node on which ana has everything that an account can have, and ben something that must stay.
struct VanishingWorld {
    let clock = TestClock()
    let network = TestNetwork()
    let node: TestNode
    let ana: Member
    let ben: Member
    /// The chat of ana and ben, as each has it.
    let chats: (ana: ConversationID, ben: ConversationID)
    /// What ben uses of ana's files.
    let benFile: BlobUseID

    static let needle = "a needle in ana's words"

    init(messageCount: Int = 3) async throws {
        node = try await TestNode.make(clock: clock)
        await network.join(node)
        for name in ["ana", "ben", "cleo", "dora"] { try await node.register(name) }
        let chat = node.chat
        let ben = try await node.signIn("ben")
        let cleo = try await node.signIn("cleo")
        let dora = try await node.signIn("dora")
        let anaAddress = MemberAddress(name: try Username("ana"), node: node.address)
        // One contact, one denied, one whose request waits unopened, one whom ana asked.
        try await chat.mail.sendRequest(to: anaAddress, greeting: "ben's hello", as: ben)
        try await chat.mail.sendRequest(to: anaAddress, greeting: "cleo's hello", as: cleo)
        let ana = try await node.signIn("ana")
        for request in try await chat.mail.requests(of: ana).incoming {
            if request.from == cleo.address {
                try await chat.mail.deny(request.id, as: ana)
            } else {
                _ = try await chat.mail.accept(request.id, as: ana)
            }
        }
        try await network.deliverAll()
        let again = try await node.signIn("ben")
        let own = try #require(try await chat.mail.conversations(of: ana).first).id
        let theirs = try #require(try await chat.mail.conversations(of: again).first).id
        for number in 0..<messageCount {
            _ = try await chat.mail.send("\(VanishingWorld.needle) \(number)", in: own, as: ana)
            if number % 20 == 0 { try await network.deliverAll() }
        }
        try await network.deliverAll()
        _ = try await node.signIn("ben")
        try await chat.mail.sendRequest(to: cleo.address, greeting: VanishingWorld.needle, as: ana)
        _ = try await chat.mail.send("ben's words", in: theirs, as: again)
        try await network.deliverAll()
        try await chat.mail.sendRequest(to: anaAddress, greeting: "dora's hello", as: dora)
        _ = try await chat.mail.send("\(VanishingWorld.needle), still in the outbox", in: own, as: ana)
        // A file of her own, and one that ben uses too.
        var writer = try await chat.files.begin(for: ana, limit: 1 << 20)
        try await writer.write(Array(VanishingWorld.needle.utf8))
        _ = try await chat.files.keep(writer, as: ana) { _, _ in }
        var common = try await chat.files.begin(for: ana, limit: 1 << 20)
        try await common.write([1, 2, 3])
        let shared = try await chat.files.keep(common, as: ana) { mine, use in try mine.blobs.find(use) }
        let blob = try #require(shared)
        benFile = try await chat.files.change(as: again) { try $0.blobs.use(blob) }
        self.ana = ana
        self.ben = again
        chats = (own, theirs)
    }

    /// The bytes of every file of the folder.
    static func files(in folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
                files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }
        return files
    }

    /// How many of `needles` lie in some file of `folder`.
    static func found(_ needles: [[UInt8]], in folder: String) throws -> Int {
        let files = try files(in: folder)
        return needles.count { needle in files.values.contains { $0.range(of: Data(needle)) != nil } }
    }

    /// Both halves of the account's page.
    func halves(of account: AccountID) async throws -> [[UInt8]] {
        let eraseFile = node.chat.accounts.eraseFile
        return try await node.store.read { transaction in
            guard let page = try VanishingRows.page(of: account, in: transaction) else { return [] }
            return try [0, 1].map { try eraseFile.half($0, of: page).exposed() }
        }
    }

    /// All that lies on the disk and is ana's alone: every sealed value, and what wraps her key. The id of a queue is at both its ends.
    func needles() async throws -> [[UInt8]] {
        var others: Set<[UInt8]> = []
        for row in try await node.store.control("SELECT id FROM account WHERE id != \(ana.account.row)") {
            others.formUnion(try await AccountRows(in: node.store, of: row.integer(0)).needles(in: node.store))
        }
        let own = try await AccountRows(in: node.store, of: ana.account.row).needles(in: node.store)
        return try await own.filter { !others.contains($0) } + halves(of: ana.account)
    }

    /// The folder as SIGKILL would leave it now.
    func killed() throws -> String {
        let copy = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: node.folder, toPath: copy)
        return copy
    }

    /// Nothing is left of ana in `node`, her name is taken, and ben has what he had.
    func expectGone(in node: TestNode, _ needles: [[UInt8]], _ label: String = "", sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let rows = try await AccountRows(in: node.store, of: ana.account.row).counts(in: node.store)
        #expect(rows.values.allSatisfy { $0 == 0 }, "\(label): \(rows)", sourceLocation: sourceLocation)
        #expect(try VanishingWorld.found(needles, in: node.folder) == 0, "\(label)", sourceLocation: sourceLocation)
        await #expect(throws: SignInError.refused, "\(label)", sourceLocation: sourceLocation) { _ = try await node.signIn("ana") }
        await #expect(throws: RegistrationError.usernameTaken, "\(label)", sourceLocation: sourceLocation) {
            try await node.register("ana")
        }
        let ben = try await node.signIn("ben")
        let texts = try await node.chat.mail.messages(in: chats.ben, of: ben, .latest, limit: 200).map(\.text)
        #expect(texts.contains("\(VanishingWorld.needle) 0"), "\(label)", sourceLocation: sourceLocation)
        #expect(texts.contains("ben's words"), "\(label)", sourceLocation: sourceLocation)
        var file = try await node.chat.files.read(benFile, as: ben)
        #expect(try await file.next() == [1, 2, 3], "\(label)", sourceLocation: sourceLocation)
        let left = try FileManager.default.contentsOfDirectory(atPath: node.folder + "/files")
        #expect(left.count == 1, "\(label): \(left)", sourceLocation: sourceLocation)
    }
}
