import Foundation
import Testing

@testable import Domain
@testable import Files

/// What is put into a blob comes out of it, and nothing else does.
@Suite struct BlobTests {
    private static let piece = PieceSeal.contentByteCount

    @Test(arguments: [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 17])
    func `a blob of any size is read as it was written`(byteCount: Int) async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let content = (0..<byteCount).map { _ in UInt8.random(in: 0...255) }
        for step in [7919, BlobTests.piece, 1 << 20] {
            let use = try await world.store(content, as: world.ana, step: step)
            #expect(try await world.read(use, as: world.ana) == content)
        }
        for name in try world.names() {
            let attributes = try FileManager.default.attributesOfItem(atPath: world.filesFolder + "/" + name)
            #expect(attributes[.size] as? Int == (byteCount / BlobTests.piece + 1) * PieceSeal.sealedByteCount)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `any part of a blob is read by itself`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let content = (0..<(2 * BlobTests.piece + 5000)).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8 ^ $0 >> 16) }
        let use = try await world.store(content, as: world.ana)
        let count = content.count, edge = BlobTests.piece
        let fixed = [0..<0, 0..<1, count..<count, count - 1..<count, edge - 1..<edge + 1, edge..<edge, edge..<2 * edge, 0..<count]
        let chosen = (0..<40).map { _ -> Range<Int> in
            let first = Int.random(in: 0...count)
            return first..<Int.random(in: first...count)
        }
        for range in fixed + chosen {
            let read = try await world.read(use, as: world.ana, range: UInt64(range.lowerBound)..<UInt64(range.upperBound))
            #expect(read == Array(content[range]), "\(range)")
        }
        await #expect(throws: ChatError.notFound) {
            _ = try await world.files.read(use, as: world.ana, range: 0..<UInt64(count) + 1)
        }
    }

    @Test func `nothing of the content lies on the disk`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let needle = Array("a needle that nobody else would write".utf8)
        _ = try await world.store((0..<4000).flatMap { _ in needle }, as: world.ana)
        try await world.store.checkpoint()
        for name in try FileManager.default.subpathsOfDirectory(atPath: world.folder) {
            guard let bytes = FileManager.default.contents(atPath: world.folder + "/" + name) else { continue }
            #expect(bytes.range(of: Data(needle)) == nil, "\(name)")
        }
    }

    @Test func `a bit that was changed anywhere in a file is found before a byte of its piece leaves`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let content = [UInt8](repeating: 42, count: 2 * BlobTests.piece + 100)
        let use = try await world.store(content, as: world.ana)
        let file = try world.onlyFile()
        let whole = try Data(contentsOf: file)
        let places = [0, PieceSeal.sealedByteCount - 1, PieceSeal.sealedByteCount, whole.count - 1]
        for place in places + (0..<20).map({ _ in Int.random(in: 0..<whole.count) }) {
            var changed = whole
            changed[place] ^= 1 << UInt8.random(in: 0..<8)
            try changed.write(to: file)
            var reader = try await world.files.read(use, as: world.ana)
            var pieceCount = 0
            await #expect(throws: ChatError.fileDamaged) {
                while let piece = try await reader.next() {
                    #expect(piece.allSatisfy { $0 == 42 })
                    pieceCount += 1
                }
            }
            #expect(pieceCount == place / PieceSeal.sealedByteCount, "the pieces before it are read, the one it lies in is not")
        }
        try whole.write(to: file)
        #expect(try await world.read(use, as: world.ana) == content)
    }

    @Test func `a file that was cut, lengthened, put together anew, exchanged or taken away is damaged`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store([UInt8](repeating: 42, count: 2 * BlobTests.piece + 100), as: world.ana)
        let file = try world.onlyFile()
        let whole = try Data(contentsOf: file)
        _ = try await world.store([UInt8](repeating: 43, count: 2 * BlobTests.piece + 100), as: world.ana)
        let otherName = try #require(try world.names().first { $0 != file.lastPathComponent })
        let other = try Data(contentsOf: URL(fileURLWithPath: world.filesFolder + "/" + otherName))
        let size = PieceSeal.sealedByteCount
        let (first, second, last) = (whole[0..<size], whole[size..<2 * size], whole[(2 * size)...])
        let wrong: [String: Data] = [
            "without the last piece": first + second, "cut within a piece": whole.dropLast(), "longer": whole + last, "empty": Data(),
            "pieces changed about": second + first + last, "a piece twice": first + first + last,
            "the last piece before": last + second + last, "another blob's": other,
            "another blob's piece": first + other[size..<2 * size] + last,
        ]
        for (words, bytes) in wrong {
            try bytes.write(to: file)
            await #expect(throws: ChatError.fileDamaged, "\(words)") { _ = try await world.read(use, as: world.ana) }
        }
        try FileManager.default.removeItem(at: file)
        await #expect(throws: ChatError.fileDamaged) { _ = try await world.read(use, as: world.ana) }
        // What is no file, or leads elsewhere, is not followed.
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        await #expect(throws: ChatError.fileDamaged) { _ = try await world.read(use, as: world.ana) }
        try FileManager.default.removeItem(at: file)
        try whole.write(to: URL(fileURLWithPath: world.folder + "/elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: world.folder + "/elsewhere")
        await #expect(throws: ChatError.storage) { _ = try await world.read(use, as: world.ana) }
    }

    @Test func `another member's use is as one that does not exist`() async throws {
        let world = try await FilesWorld()
        defer { world.remove() }
        let use = try await world.store([1, 2, 3], as: world.ana)
        await #expect(throws: ChatError.notFound) { _ = try await world.files.read(use, as: world.ben) }
        await #expect(throws: ChatError.notFound) { _ = try await world.files.read(.random(), as: world.ben) }
        #expect(try await world.files.change(as: world.ben) { try $0.blobs.end(use) } == false)
        #expect(try await world.read(use, as: world.ana) == [1, 2, 3])
    }
}
