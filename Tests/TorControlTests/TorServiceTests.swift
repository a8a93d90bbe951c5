import Crypto
import EventLoop
import Foundation
import Testing

@testable import TorControl

/// Against the real tor, without a network.
struct TorServiceTests {
    @Test func `tor starts, the cookie is proved, and the onions are added under the addresses that their keys spell`() async throws {
        try await TorSandbox.use { sandbox in
            let onions = [sandbox.onion("web"), sandbox.onion("peer")]
            for onion in onions { sandbox.service.publish(onion) }
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let status = sandbox.service.status
            #expect(status.phase == .bootstrapping(percent: 0, summary: "Starting"))
            #expect(status.version?.hasPrefix("0.4.") == true)
            #expect(status.onions.map(\.address) == onions.map(\.address))
            #expect(!status.isPublished)
            #expect(status.consensus == nil)
            let other = try await sandbox.secondController()
            defer { other.close() }
            #expect(try await other.info([.processID]).processID == sandbox.service.process?.processID)
        }
    }

    @Test func `a killed tor is started again and gets its onions back`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.publish(sandbox.onion("web"))
            var reasons: [TorControlError] = []
            sandbox.service.onChange = { if case .down(let reason, _) = $0.phase { reasons.append(reason) } }
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            for round in 1...2 {
                let process = try #require(sandbox.service.process)
                process.kill()
                await expectEventually { sandbox.service.process !== process && sandbox.isUp }
                #expect(process.end == .torKilled(signal: SIGKILL))
                #expect(reasons.count >= round && reasons.allSatisfy { $0 == .torKilled(signal: SIGKILL) })
            }
        }
    }

    @Test func `a dropped control connection ends our tor, and all comes back`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.publish(sandbox.onion("web"))
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let process = try #require(sandbox.service.process)
            sandbox.service.dropConnection()
            await expectEventually { sandbox.service.process !== process && sandbox.isUp }
            #expect(process.end == .torExited(code: 0))
        }
    }

    @Test func `what a second controller does to tor is mended`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.publish(sandbox.onion("web"))
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let process = try #require(sandbox.service.process)
            let other = try await sandbox.secondController()
            await other.shutDown()
            await expectEventually { sandbox.service.process !== process && sandbox.isUp }
        }
    }

    @Test func `stopping ends tor, leaves the files, and can be followed by a start`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.publish(sandbox.onion("web"))
            for _ in 1...2 {
                sandbox.service.start()
                sandbox.service.start()
                await expectEventually { sandbox.isUp }
                let process = try #require(sandbox.service.process)
                await sandbox.service.stop()
                #expect(process.end == .torExited(code: 0))
                #expect(sandbox.service.status.phase == .stopped)
                #expect(sandbox.service.status.onions.allSatisfy { !$0.isAdded })
                #expect(FileManager.default.fileExists(atPath: sandbox.path + "/tor/state"))
            }
        }
    }

    @Test func `stopping in the midst of starting leaves no tor behind`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.service.process != nil }
            let process = try #require(sandbox.service.process)
            await sandbox.service.stop()
            #expect(process.end != nil)
        }
    }

    @Test func `a tor that does not answer is ended when stopping`() async throws {
        var timing = TorSandbox.quickTiming
        timing.farewellLimit = .milliseconds(50)
        timing.endLimit = .milliseconds(100)
        try await TorSandbox.use(timing: timing) { sandbox in
            sandbox.service.publish(sandbox.onion("web"))
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let process = try #require(sandbox.service.process)
            kill(process.processID, SIGSTOP)
            await sandbox.service.stop()
            #expect(process.end == .torKilled(signal: SIGKILL))
        }
    }

    @Test func `onions come and go while tor runs`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let first = sandbox.onion("files")
            sandbox.service.publish(first)
            await expectEventually { sandbox.isUp }
            #expect(sandbox.service.status.onions.map(\.address) == [first.address])
            let second = sandbox.onion("files")
            sandbox.service.publish(second)
            await expectEventually { sandbox.isUp }
            #expect(sandbox.service.status.onions.map(\.address) == [first.address, second.address])
            sandbox.service.withdraw(first.address)
            #expect(sandbox.service.status.onions.map(\.address) == [second.address])
            sandbox.service.withdraw(second.address)
            #expect(sandbox.service.status.onions.isEmpty)
            // tor forgot both: the same key can be added under another name.
            sandbox.service.publish(
                OnionService(role: OnionRole(rawValue: "other"), key: first.key, virtualPort: 80, targetPath: first.targetPath))
            await expectEventually { sandbox.isUp }
        }
    }

    @Test func `a role changes its onion: two stand, the old one retires and is gone, and tor's end brings back those that still live`()
        async throws
    {
        try await TorSandbox.use { sandbox in
            let old = sandbox.onion("peer"), new = sandbox.onion("peer")
            func retired(_ onion: OnionService) -> OnionService {
                OnionService(
                    role: onion.role, standing: .retiring(until: 4_000_000_000), key: onion.key, virtualPort: onion.virtualPort,
                    targetPath: onion.targetPath)
            }
            sandbox.service.publish(old)
            sandbox.service.publish(new)
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            sandbox.service.publish(retired(old))
            #expect(sandbox.isUp && sandbox.service.status.onions.map(\.standing) == [.retiring(until: 4_000_000_000), .current])
            let first = try #require(sandbox.service.process)
            first.kill()
            await expectEventually { sandbox.service.process !== first && sandbox.isUp }
            #expect(sandbox.service.status.onions.map(\.address) == [old.address, new.address])
            let other = try await sandbox.secondController()
            await #expect(throws: TorControlError.commandRefused(status: 550), "both are there") { try await other.add(old) }
            sandbox.service.withdraw(old.address)
            // tor takes the key of an onion that it no longer has.
            await expectEventually { (try? await other.add(old)) != nil }
            await #expect(throws: TorControlError.commandRefused(status: 550)) { try await other.add(new) }
            other.close()
            let second = try #require(sandbox.service.process)
            second.kill()
            await expectEventually { sandbox.service.process !== second && sandbox.isUp }
            #expect(sandbox.service.status.onions.map(\.address) == [new.address])
            let third = try await sandbox.secondController()
            defer { third.close() }
            try await third.add(old)
        }
    }

    @Test func `an onion that tor refuses says why, leaves the others alone, and is tried again`() async throws {
        try await TorSandbox.use { sandbox in
            let contested = sandbox.onion("web")
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let other = try await sandbox.secondController()
            try await other.add(contested)
            sandbox.service.publish(contested)
            sandbox.service.publish(OnionService(role: OnionRole(rawValue: "bent"), key: .generate(), virtualPort: 80, targetPath: "/a b"))
            sandbox.service.publish(sandbox.onion("peer"))
            await expectEventually { sandbox.service.status.onions.map(\.isAdded) == [false, false, true] }
            #expect(sandbox.service.status.onions.map(\.problem) == [.commandRefused(status: 550), .controlTextNotAllowed, nil])
            other.close()
            await expectEventually { sandbox.service.status.onions.map(\.isAdded) == [true, false, true] }
        }
    }

    @Test func `without a tor program the status says so, and a stop still works`() async throws {
        try await TorSandbox.use(torPath: "no-such-tor") { sandbox in
            sandbox.service.start()
            await expectEventually { if case .down(.torNotFound, _) = sandbox.service.status.phase { true } else { false } }
            #expect(TorControlError.torNotFound.hint?.contains("install tor") == true)
        }
    }

    @Test func `a tor that refuses its configuration tells why in its last warnings`() async throws {
        try await TorSandbox.use(extraLines: "NoSuchOption 1") { sandbox in
            sandbox.service.start()
            await expectEventually { if case .down(.torExited(code: 1), _) = sandbox.service.status.phase { true } else { false } }
            await expectEventually { sandbox.service.status.warnings.contains { $0.contains("NoSuchOption") } }
        }
    }

    @Test func `a missing torrc is named before tor is started`() async throws {
        try await onLoop {
            let service = TorService(
                TorConfiguration(dataDirectory: NSTemporaryDirectory(), torrcPath: "/no/such/torrc"),
                timing: TorSandbox.quickTiming, random: { 0 })
            service.start()
            await expectEventually {
                if case .down(.configurationFileUnreadable, _) = service.status.phase { true } else { false }
            }
            await service.stop()
        }
    }

    @Test func `a data directory that is too deep or oddly named is refused in plain words`() async throws {
        let long = "/tmp/" + String(repeating: "a", count: 100)
        for (path, error) in [(long, TorControlError.pathTooLong(byteCount: 117, limit: 107)), ("/tmp/a b", .pathNotAllowed)] {
            #expect(throws: error) { try TorPaths(dataDirectory: path).check() }
        }
    }
}
