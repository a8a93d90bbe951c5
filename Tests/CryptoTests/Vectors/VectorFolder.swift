import Foundation

/// Where the large vector files lie: beside the package, or where `ONIONNODE_VECTORS` says.
enum VectorFolder {
    /// What a skipped test says.
    static let missing = "no folder shared/vectors above the package and no ONIONNODE_VECTORS: the large vector files are not run"

    /// The folder, found once; nil when there is none.
    static let url: URL? = {
        if let named = ProcessInfo.processInfo.environment["ONIONNODE_VECTORS"], !named.isEmpty {
            return existing(URL(fileURLWithPath: named, isDirectory: true))
        }
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            if let found = existing(folder.appendingPathComponent("shared/vectors", isDirectory: true)) { return found }
        }
        return nil
    }()

    /// The content of a file of the folder.
    static func data(_ path: String) throws -> Data {
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: url.appendingPathComponent(path))
    }

    private static func existing(_ url: URL) -> URL? {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue ? url : nil
    }
}
