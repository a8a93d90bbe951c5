import Foundation
import Operator
import Testing

@testable import OnionNode

@Suite struct DataDirectoryTests {
    private func withFolder(_ body: (String) throws -> Void) rethrows {
        let folder = NSTemporaryDirectory() + "on-\(UInt32.random(in: 0...(.max)))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `a fresh folder is closed to others and gets a key that stays`() throws {
        try withFolder { folder in
            let directory = try DataDirectory(folder)
            let first = try directory.nodeKey()
            let again = try directory.nodeKey()
            #expect(first.streamIsolation.isEqual(to: again.streamIsolation))
            let permissions = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
            #expect(permissions == 0o700)
            let keyPermissions = try FileManager.default.attributesOfItem(atPath: folder + "/node.key")[.posixPermissions] as? Int
            #expect(keyPermissions == 0o600)
        }
    }

    @Test func `a second node on the same folder is refused until the first is gone`() throws {
        try withFolder { folder in
            var first: DataDirectory? = try DataDirectory(folder)
            let error = #expect(throws: CommandError.self) { try DataDirectory(folder) }
            #expect(error?.message == "another onionnode runs on this data directory")
            withExtendedLifetime(first) {}
            first = nil
            _ = try DataDirectory(folder)
        }
    }

    @Test func `a cut key, and a database without its key, are refused`() throws {
        try withFolder { folder in
            let directory = try DataDirectory(folder)
            _ = try directory.nodeKey()
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: folder + "/node.key"))
            #expect(throws: CommandError.self) { try directory.nodeKey() }
            try FileManager.default.removeItem(atPath: folder + "/node.key")
            try Data().write(to: URL(fileURLWithPath: folder + "/node.db"))
            let error = #expect(throws: CommandError.self) { try directory.nodeKey() }
            #expect(error?.hint?.contains("backup") == true)
        }
    }

    @Test func `a path too long for sockets, a file and a missing parent are refused in plain words`() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let long = folder + "/" + String(repeating: "x", count: 100)
            #expect(throws: CommandError.self) { try DataDirectory(long) }
            try Data().write(to: URL(fileURLWithPath: folder + "/file"))
            #expect(throws: CommandError.self) { try DataDirectory(folder + "/file") }
            #expect(throws: CommandError.self) { try DataDirectory(folder + "/no/such") }
        }
    }
}
