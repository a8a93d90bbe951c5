import Crypto
import EventLoop
import Foundation
import Testing

@testable import TorControl

/// A node's data directory that lives as long as a test, and a service in it whose tor has no network.
@Loop final class TorSandbox {
    let path: String
    let service: TorService

    /// The torrc at the repository's root.
    nonisolated static let torrcPath = URL(filePath: #filePath).appending(path: "../../../../torrc").standardizedFileURL.path

    /// Delays shortened, so that a restart takes a tenth of a second.
    nonisolated static var quickTiming: TorTiming {
        var timing = TorTiming()
        timing.delayDivisor = 10
        timing.heartbeat = .milliseconds(500)
        return timing
    }

    init(torPath: String, extraLines: String, timing: TorTiming) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tc-\(UUID().uuidString.prefix(13))").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let include = path + "/include"
        try "DisableNetwork 1\n\(extraLines)\n".write(toFile: include, atomically: true, encoding: .utf8)
        let configuration = TorConfiguration(
            dataDirectory: path, torrcPath: Self.torrcPath, includePath: include, torPath: torPath)
        service = TorService(configuration, timing: timing, random: { 0 })
    }

    /// Ends the service and removes the directory.
    func tearDown() async {
        await service.stop()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A service called `name` with a key of its own.
    func onion(_ name: String) -> OnionService {
        OnionService(role: OnionRole(rawValue: name), key: .generate(), virtualPort: 80, targetPath: path + "/" + name)
    }

    /// Whether the control connection stands and all services are added.
    var isUp: Bool {
        guard case .bootstrapping = service.status.phase else { return false }
        return service.status.onions.allSatisfy(\.isAdded)
    }

    /// A second controller of the same tor.
    func secondController() async throws -> TorSession {
        let connection = try await ControlConnection.connect(to: .unix(path: path + "/tor/control"), within: .seconds(5))
        return try await TorSession(
            connection, cookiePath: path + "/tor/control_auth_cookie", clientNonce: Random.bytes(32), timing: TorTiming())
    }

    /// Runs `body` with a sandbox and tears it down afterwards, whatever happens.
    nonisolated static func use(
        torPath: String = "tor", extraLines: String = "", timing: TorTiming = quickTiming,
        _ body: @escaping @Loop @Sendable (TorSandbox) async throws -> Void
    ) async throws {
        try await onLoop {
            let sandbox = try TorSandbox(torPath: torPath, extraLines: extraLines, timing: timing)
            do {
                try await body(sandbox)
            } catch {
                await sandbox.tearDown()
                throw error
            }
            await sandbox.tearDown()
        }
    }
}
