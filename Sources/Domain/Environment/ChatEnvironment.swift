public import Crypto

/// A pool for work that is too long for the loop: password hashing, proofs of work, files.
public protocol HeavyWork: Sendable {
    /// Runs `work` elsewhere; nil when the pool's queue is full.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result?
}

/// What the domain takes from outside: time, threads and the place of the erasable pages.
public struct ChatEnvironment: Sendable {
    /// Starts a task and returns it; nobody has to wait for it.
    public typealias Spawn = @Sendable (@escaping @Sendable () async -> Void) -> Task<Void, Never>

    /// Seconds since 1970, by the machine's own clock.
    public let now: @Sendable () -> Int64
    /// Seconds of a clock that nobody sets and that goes on while the machine sleeps: the one of ``ClockReading/sinceBoot``.
    public let sinceBoot: @Sendable () -> Int64
    /// Where passwords are hashed.
    public let heavyWork: any HeavyWork
    /// Where proofs of work are done: apart from passwords, since another node decides how long they take.
    public let proofWork: any HeavyWork
    /// Where files are read and written: apart from passwords, since a slow disk must keep nobody from logging in.
    public let fileWork: any HeavyWork
    /// What a password hash of a new account costs.
    public let passwordCost: Argon2id.Parameters
    /// When answers to passwords go out.
    public let passwordPace: PasswordPace
    /// How many zero bits of work a request to a member of this node costs at least.
    public let requestWorkBits: UInt8
    /// The path of `erase.bin`.
    public let eraseFilePath: String
    /// The path of the folder in which files lie: `files`, beside `erase.bin`.
    public let filesFolderPath: String
    private let start: Spawn
    /// Returns after that long: what could not be done is tried again.
    public let pause: @Sendable (Duration) async -> Void
    /// What cards and bundles made here say that this node can do: never more than this process can.
    public let capabilities: Capabilities

    /// An environment; without a `proofWork` or `fileWork` of its own, proofs or files share `heavyWork`.
    public init(
        now: @escaping @Sendable () -> Int64, sinceBoot: @escaping @Sendable () -> Int64, heavyWork: any HeavyWork,
        proofWork: (any HeavyWork)? = nil, fileWork: (any HeavyWork)? = nil,
        passwordCost: Argon2id.Parameters = .standard, passwordPace: PasswordPace,
        requestWorkBits: UInt8 = ProofOfWork.minimumBits, eraseFilePath: String, capabilities: Capabilities = .ours,
        spawn: @escaping Spawn,
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.now = now
        self.sinceBoot = sinceBoot
        self.heavyWork = heavyWork
        self.proofWork = proofWork ?? heavyWork
        self.fileWork = fileWork ?? heavyWork
        self.passwordCost = passwordCost
        self.passwordPace = passwordPace
        self.requestWorkBits = requestWorkBits
        self.eraseFilePath = eraseFilePath
        filesFolderPath = (eraseFilePath.lastIndex(of: "/").map { eraseFilePath[...$0] } ?? "") + "files"
        self.pause = pause
        start = spawn
        self.capabilities = capabilities.intersection(.ours)
    }

    /// Starts a task on the node's executor: every task of the domain starts here.
    @discardableResult package func spawn(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> { start(body) }
}
