import Bytes
import Crypto
import EventLoop
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Files

/// A node with two members, in a folder of its own, whose files can be looked at from outside.
struct FilesWorld {
    let folder: String
    let store: Database
    let chat: Chat
    let ana: Member
    let ben: Member

    var files: Files { chat.files }
    var filesFolder: String { folder + "/files" }

    private struct InlineWork: HeavyWork {
        func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { work() }
    }

    init() async throws {
        Loop.start()
        folder = NSTemporaryDirectory() + "files-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        chat = try await FilesWorld.chat(over: store, in: folder, nodeKey: NodeKey(.random(32)))
        ana = try await FilesWorld.member("ana", of: chat)
        ben = try await FilesWorld.member("ben", of: chat)
    }

    private static func chat(over store: Database, in folder: String, nodeKey: NodeKey) async throws -> Chat {
        let onion = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
        let environment = ChatEnvironment(
            now: { Int64(Date().timeIntervalSince1970) }, sinceBoot: { 5000 }, heavyWork: InlineWork(),
            passwordCost: try Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1, threads: 1), passwordPace: .immediate,
            requestWorkBits: 4, eraseFilePath: folder + "/erase.bin", spawn: { body in spawn { await body() } })
        return try await Chat(
            store: store, nodeKey: nodeKey, node: OnionAddress(publicKey: onion.publicKey), environment: environment,
            executor: Loop.serialExecutor)
    }

    private static func member(_ name: String, of chat: Chat) async throws -> Member {
        let password = SecretBytes(copying: Array("correct horse \(name.utf8.count) \(name.utf8.last ?? 0) battery".utf8))
        let destruction = SecretBytes(copying: Array("burn it all down \(name.utf8.count)".utf8))
        try await chat.accounts.register(Registration(username: name, password: password, destructionPassword: destruction))
        let cookie = try await chat.accounts.signIn(name: name, password: password)
        return try #require(await chat.member(for: cookie))
    }

    /// The files of the same node after a restart.
    func restarted() async throws -> Files { try await Files(context: files.context, executor: Loop.serialExecutor) }

    /// The same files on a disk of which so much is to be left free.
    func withReserve(_ byteCount: UInt64) async throws -> Files {
        try await Files(context: files.context, executor: Loop.serialExecutor, diskReserve: byteCount)
    }

    /// Stores `content` for `member`, given in pieces of `step` bytes.
    func store(_ content: [UInt8], as member: Member, step: Int = 10_000) async throws -> BlobUseID {
        var writer = try await files.begin(for: member, limit: UInt64(content.count))
        for start in stride(from: 0, to: content.count, by: step) {
            try await writer.write(Array(content[start..<min(start + step, content.count)]))
        }
        return try await files.keep(writer, as: member) { _, use in use }
    }

    /// All that `member` reads of `use`.
    func read(_ use: BlobUseID, as member: Member, range: Range<UInt64>? = nil) async throws -> [UInt8] {
        var reader = try await files.read(use, as: member, range: range)
        var content: [UInt8] = []
        while let piece = try await reader.next() {
            #expect(!piece.isEmpty && piece.count <= PieceSeal.contentByteCount)
            content += piece
        }
        return content
    }

    /// What lies in the folder of files, by name.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: filesFolder).sorted() }

    /// The only file there.
    func onlyFile() throws -> URL {
        let names = try names()
        #expect(names.count == 1)
        return URL(fileURLWithPath: filesFolder + "/" + (try #require(names.first)))
    }

    /// How many rows there are.
    func rowCounts() async throws -> (blobs: Int64, uses: Int64) {
        try await store.read { transaction in
            let counts = try #require(try transaction.row("SELECT (SELECT count(*) FROM blob), (SELECT count(*) FROM blob_use)"))
            return (try counts.integer(0), try counts.integer(1))
        }
    }

    /// Waits until `condition` holds.
    func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
