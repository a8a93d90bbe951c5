import Foundation

/// Where the vector files lie: in this folder. One that is missing fails the tests that read it.
enum VectorFolder {
    /// The content of a file of the folder.
    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(path))
    }
}
