import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Glibc
import Mail
import Store

/// Log-ins a second: the whole judgement of a password, its row written durably, without the wait for its moment.
enum LoginBenchmark {
    /// As many at once for each thread of the pool: one is hashed while another is compared and counted.
    private static let askersPerThread = 2

    private struct Pool: HeavyWork {
        let pool: WorkerPool

        func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { try? await pool.run(work) }
    }

    /// Arguments: a folder to make the node's files in, `right`, `wrong` or `unknown`, the number of threads, the seconds to measure.
    static func run(arguments: [String]) -> Int32 {
        guard arguments.count == 4, let threadCount = Int(arguments[2]), threadCount > 0, let seconds = Double(arguments[3]) else {
            return EXIT_FAILURE
        }
        spawn {
            do {
                let (rate, processorRate) = try await measure(in: arguments[0], arguments[1], threadCount: threadCount, seconds: seconds)
                print(rate, processorRate)
            } catch {
                print("\(error)")
                exit(EXIT_FAILURE)
            }
            Loop.stop()
        }
        Loop.run()
        return EXIT_SUCCESS
    }

    /// Log-ins a second, and a second of processor time: what other programs do meanwhile is not in the second.
    @Loop private static func measure(
        in folder: String, _ kind: String, threadCount: Int, seconds: Double
    ) async throws -> (rate: Double, processorRate: Double) {
        let store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        let nodeKey = NodeKey(.random(NodeKey.byteCount))
        let onion = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
        let askerCount = threadCount * askersPerThread
        let environment = ChatEnvironment(
            now: { Int64(time(nil)) }, sinceBoot: { 0 },
            heavyWork: Pool(pool: WorkerPool(name: "passwords", threadCount: threadCount, queueLimit: askerCount)),
            passwordPace: .immediate, eraseFilePath: folder + "/erase.bin", spawn: { body in spawn { await body() } })
        let chat = try await Chat(
            store: store, nodeKey: nodeKey, node: OnionAddress(publicKey: onion.publicKey), environment: environment,
            executor: Loop.serialExecutor)
        try await chat.accounts.register(
            Registration(
                username: "robin", password: secret("lantern harbour wicker 41"), destructionPassword: secret("cinder orchard mallow 92")))
        let name = kind == "unknown" ? "nobody" : "robin"
        let password = kind == "right" ? "lantern harbour wicker 41" : "a guess of somebody 17"
        let (start, processorStart) = (ContinuousClock.now, processorSeconds)
        let end = start + .seconds(seconds)
        let askers = (0..<askerCount).map { _ in
            spawn {
                var count = 0
                while ContinuousClock.now < end {
                    do {
                        _ = try await chat.accounts.signIn(name: name, password: secret(password))
                        guard kind == "right" else { throw SignInError.storage }
                    } catch SignInError.refused where kind != "right" {}
                    count += 1
                }
                return count
            }
        }
        var count = 0
        for asker in askers { count += try await asker.value }
        let rate = Double(count) / ((ContinuousClock.now - start) / .seconds(1))
        let processorRate = Double(count) / (processorSeconds - processorStart)
        try await store.close()
        return (rate, processorRate)
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }
}
