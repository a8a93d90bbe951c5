import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Files

/// A blob lies there as long as somebody uses it, and not longer, whatever happens.
@Suite struct BlobUseTests {
    private static let content = [UInt8](repeating: 7, count: 100_000)

    @Test func `a blob is stored once and stays until its last use has ended`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let (files, ana, ben) = (world.files, world.ana, world.ben)
        let first = try await world.store(BlobUseTests.content, as: ana)
        let blob = try #require(try await files.look(as: ana) { try $0.blobs.find(first) })
        let second = try await files.change(as: ana) { try $0.blobs.use(blob) }
        let third = try await files.change(as: ben) { try $0.blobs.use(blob) }
        #expect(try world.names().count == 1)
        #expect(try await world.read(third, as: ben) == BlobUseTests.content)
        for (use, member) in [(first, ana), (third, ben)] {
            #expect(try await files.change(as: member) { try $0.blobs.end(use) })
            await files.sweep()
            await #expect(throws: ChatError.notFound) { _ = try await files.read(use, as: member) }
            #expect(try await world.read(second, as: ana) == BlobUseTests.content)
        }
        #expect(try await files.change(as: ana) { try $0.blobs.end(second) })
        // Nobody uses it: a use that comes too late is refused, also before the file is gone.
        await #expect(throws: ChatError.notFound) { _ = try await files.change(as: ana) { try $0.blobs.use(blob) } }
        await files.sweep()
        #expect(try world.names().isEmpty)
        #expect(try await world.rowCounts() == (0, 0))
    }

    @Test func `a reader that has begun reads on when the last use ends`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store(BlobUseTests.content, as: world.ana)
        var reader = try await world.files.read(use, as: world.ana)
        var read = try #require(try await reader.next())
        try await world.files.change(as: world.ana) { _ = try $0.blobs.end(use) }
        await world.files.sweep()
        #expect(try world.names().isEmpty)
        while let piece = try await reader.next() { read += piece }
        #expect(read == BlobUseTests.content)
    }

    @Test func `a writer that is dropped takes its file with it`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        func begin() async throws {
            var writer = try await world.files.begin(for: world.ana, limit: 1 << 20)
            try await writer.write(BlobUseTests.content)
            #expect(try world.names().count == 1)
        }
        try await begin()
        #expect(try await world.eventually { try world.names().isEmpty })
        #expect(world.files.transfers.count == 0)
    }

    @Test func `what the feature refuses at the end leaves nothing`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        func attempt() async throws {
            var writer = try await world.files.begin(for: world.ana, limit: 1 << 20)
            try await writer.write(BlobUseTests.content)
            try await world.files.keep(writer, as: world.ana) { _, _ in throw ChatError.outboxFull }
        }
        await #expect(throws: ChatError.outboxFull) { try await attempt() }
        #expect(try await world.eventually { try world.names().isEmpty })
        #expect(try await world.rowCounts().blobs == 0)
    }

    @Test func `a byte more than the limit is refused, and nothing is left`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        func attempt(_ count: Int) async throws -> BlobUseID {
            var writer = try await world.files.begin(for: world.ana, limit: 70_000)
            for start in stride(from: 0, to: count, by: 1000) {
                try await writer.write([UInt8](repeating: 1, count: min(1000, count - start)))
            }
            return try await world.files.keep(writer, as: world.ana) { _, use in use }
        }
        await #expect(throws: ChatError.fileTooLong(limit: 70_000)) { _ = try await attempt(70_001) }
        #expect(try await world.eventually { try world.names().isEmpty })
        let use = try await attempt(70_000)
        #expect(try await world.read(use, as: world.ana).count == 70_000)
    }

    @Test func `a disk without room refuses at the first byte, and what is there can still be read`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store(BlobUseTests.content, as: world.ana)
        let full = try await world.withReserve(.max)
        await #expect(throws: ChatError.diskFull) { _ = try await full.begin(for: world.ana, limit: 10) }
        #expect(try world.names().count == 1)
        var reader = try await full.read(use, as: world.ana)
        #expect(try await reader.next()?.count == PieceSeal.contentByteCount)
    }

    @Test func `an account has so many open at once and not one more`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store([1], as: world.ana)
        var readers: [BlobReader] = []
        for _ in 0..<FilesLimits.transfersPerAccount { readers.append(try await world.files.read(use, as: world.ana)) }
        await #expect(throws: ChatError.busy) { _ = try await world.files.read(use, as: world.ana) }
        await #expect(throws: ChatError.busy) { _ = try await world.files.begin(for: world.ana, limit: 1) }
        _ = try await world.store([2], as: world.ben)
        readers.removeLast()
        readers.append(try await world.files.read(use, as: world.ana))
        readers.removeAll()
        #expect(world.files.transfers.count == 0)
    }
}
