import EventLoop
import Glibc
import Store

/// Durable writes a second, from as many tasks on the loop as are asked for.
enum StoreBenchmark {
    private static let queue = [UInt8](repeating: 7, count: 16)
    private static let body = [UInt8](repeating: 9, count: 300)

    /// Arguments: the path of a database to make, the number of writes, the number of tasks that write.
    static func run(arguments: [String]) -> Int32 {
        guard arguments.count == 3, let writeCount = Int(arguments[1]), let writerCount = Int(arguments[2]), writerCount > 0 else {
            return EXIT_FAILURE
        }
        let path = arguments[0]
        spawn {
            do {
                let (rate, commitCount) = try await measure(path, writeCount: writeCount, writerCount: writerCount)
                print(Int(rate), commitCount)
            } catch {
                print("\(error)")
                exit(EXIT_FAILURE)
            }
            Loop.stop()
        }
        Loop.run()
        return EXIT_SUCCESS
    }

    /// Writes a second, and how many commits they took.
    @Loop private static func measure(_ path: String, writeCount: Int, writerCount: Int) async throws -> (Double, Int) {
        let database = try Database(path: path)
        try await database.migrate([
            Migration(
                "envelopes",
                ["CREATE TABLE envelope(id INTEGER PRIMARY KEY, queue BLOB NOT NULL, body BLOB NOT NULL) STRICT"])
        ])
        let start = ContinuousClock.now
        let writers = (0..<writerCount).map { _ in
            spawn {
                for _ in 0..<writeCount / writerCount {
                    try await database.write { try $0.execute("INSERT INTO envelope(queue, body) VALUES (\(queue), \(body))") }
                }
            }
        }
        for writer in writers { try await writer.value }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let commitCount = await database.commitCount
        try await database.close()
        return (Double(writeCount / writerCount * writerCount) / seconds, commitCount)
    }
}
