internal import Domain
private import Synchronization

/// Runs what blocks for a disk on the threads that the node has for it.
struct FileWork: Sendable {
    private let environment: ChatEnvironment
    /// Free bytes that are left on the disk.
    let reserve: UInt64

    init(_ environment: ChatEnvironment, reserve: UInt64) {
        self.environment = environment
        self.reserve = reserve
    }

    /// Runs `work` elsewhere; what a file refuses becomes what a member is told.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws(BlobFileError) -> Result) async throws(ChatError) -> Result {
        let outcome = await environment.fileWork.run { () -> Swift.Result<Result, BlobFileError> in
            do throws(BlobFileError) { return .success(try work()) } catch { return .failure(error) }
        }
        guard let outcome else { throw .busy }
        switch outcome {
        case .success(let result): return result
        case .failure(.full): throw .diskFull
        case .failure(.missing), .failure(.damaged): throw .fileDamaged
        case .failure(.failed), .failure(.unsealed): throw .storage
        }
    }

    /// The same as a step of `transfer`: not begun, and its result dropped, when that was ended.
    func run<Result: Sendable>(
        for transfer: Transfer, _ work: @escaping @Sendable () throws(BlobFileError) -> Result
    ) async throws(ChatError) -> Result {
        try transfer.check()
        let result = try await run(work)
        try transfer.check()
        return result
    }

    /// Has `work` run, tried again while the threads have too much to do.
    func start(_ work: @escaping @Sendable () -> Void) {
        let environment = environment
        environment.spawn {
            while await environment.fileWork.run(work) == nil { await environment.pause(FileWork.wait) }
        }
    }

    /// Between two tries.
    private static let wait = Duration.milliseconds(100)
}

/// Something that happens once.
final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
