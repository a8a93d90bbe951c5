import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Files

/// Crashes and destructions: what they leave, and what they must not.
@Suite struct BlobLossTests {
    private static let content = [UInt8](repeating: 7, count: 100_000)

    @Test func `a start removes what a crash left and nothing else`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store(BlobLossTests.content, as: world.ana)
        let kept = try world.names()
        // Ended and not swept: as if the node had stopped in between.
        let ended = try await world.store(BlobLossTests.content, as: world.ana)
        try await world.files.change(as: world.ana) { _ = try $0.blobs.end(ended) }
        for name in [BlobID.random().description, "\(BlobID.random()).part", "notes of the operator", "0123.part"] {
            try Data("left".utf8).write(to: URL(fileURLWithPath: world.filesFolder + "/" + name))
        }
        let files = try await world.restarted()
        #expect(try world.names() == (kept + ["notes of the operator", "0123.part"]).sorted())
        #expect(try await world.rowCounts().blobs == 1)
        var reader = try await files.read(use, as: world.ana)
        #expect(try await reader.next()?.count == PieceSeal.contentByteCount)
    }

    @Test func `a start with more leftovers than one look takes removes them all`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        for _ in 0...FilesLimits.rowsAtOnce {
            try Data().write(to: URL(fileURLWithPath: world.filesFolder + "/\(BlobID.random())"))
        }
        _ = try await world.restarted()
        #expect(try world.names().isEmpty)
    }

    @Test func `a use whose file is missing after a start says so, and can be ended`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store(BlobLossTests.content, as: world.ana)
        try FileManager.default.removeItem(at: try world.onlyFile())
        let files = try await world.restarted()
        await #expect(throws: ChatError.fileDamaged) { _ = try await files.read(use, as: world.ana) }
        try await files.change(as: world.ana) { _ = try $0.blobs.end(use) }
        await files.sweep()
        #expect(try await world.rowCounts().blobs == 0)
    }

    @Test func `a destruction ends what is being read and written and takes the files with it`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let (files, ana, ben) = (world.files, world.ana, world.ben)
        let own = try await world.store(BlobLossTests.content, as: ana)
        let shared = try await world.store(BlobLossTests.content, as: ana)
        let blob = try #require(try await files.look(as: ana) { try $0.blobs.find(shared) })
        let bens = try await files.change(as: ben) { try $0.blobs.use(blob) }
        var reader = try await files.read(own, as: ana)
        _ = try await reader.next()
        var writer = try await files.begin(for: ana, limit: 1 << 20)
        try await writer.write([1, 2, 3])
        var bensReader = try await files.read(bens, as: ben)

        try await world.chat.accounts.destroy(account: ana.account)

        await #expect(throws: ChatError.signedOut) { _ = try await reader.next() }
        let unfinished = writer
        await #expect(throws: ChatError.signedOut) { try await files.keep(unfinished, as: ana) { _, _ in } }
        await #expect(throws: ChatError.signedOut) { try await writer.write([UInt8](repeating: 0, count: 70_000)) }
        await #expect(throws: ChatError.signedOut) { _ = try await files.begin(for: ana, limit: 1) }
        await #expect(throws: ChatError.signedOut) { _ = try await files.read(own, as: ana) }
        #expect(try await world.rowCounts() == (1, 1))
        // One file is ben's; the part goes when its writer is dropped.
        #expect(try world.names().filter { !$0.hasSuffix(".part") } == [blob.id.description])
        var read: [UInt8] = []
        while let piece = try await bensReader.next() { read += piece }
        #expect(read == BlobLossTests.content)
    }

    @Test func `an upload that goes on while its account is destroyed leaves nothing, whenever it happens`() async throws {
        for round in 0..<12 {
            let world = try await FilesWorld()
            defer { world.remove() }
            let (chat, ana) = (world.chat, world.ana)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { _ = try? await world.store(BlobLossTests.content, as: ana, step: 5000) } }
                group.addTask {
                    for _ in 0..<round * 3 { await Task.yield() }
                    try? await chat.accounts.destroy(account: ana.account)
                }
            }
            #expect(try await world.eventually { try world.names().isEmpty })
            #expect(try await world.rowCounts() == (0, 0))
        }
    }
}
