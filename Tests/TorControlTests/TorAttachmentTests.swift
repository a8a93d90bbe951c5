import Crypto
import EventLoop
import Foundation
import Testing

@testable import TorControl

/// A node that uses a tor which somebody else started and owns.
struct TorAttachmentTests {
    /// Lines for a tor whose network is a dead port on loopback: its SOCKS socket opens, and no packet leaves the machine.
    private static let deadNetwork = """
        DisableNetwork 0
        DirAuthority dead orport=1 v3ident=\(String(repeating: "A", count: 40)) 127.0.0.1:1 \(String(repeating: "B", count: 40))
        """

    /// A second service that attaches to `sandbox`'s tor.
    @Loop private static func attached(to sandbox: TorSandbox) -> TorService {
        TorService(
            TorConfiguration(
                dataDirectory: sandbox.path + "/other", torrcPath: "/no/such/torrc", attachedControlPath: sandbox.path + "/tor/control"),
            timing: TorSandbox.quickTiming, random: { 0 })
    }

    private static func isAdded(_ service: TorService) async -> Bool { await service.status.onions.map(\.isAdded) == [true] }

    @Test func `an attached node publishes, finds the SOCKS socket, and leaves tor running when it stops`() async throws {
        try await TorSandbox.use(extraLines: Self.deadNetwork) { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let owner = try #require(sandbox.service.process)
            let service = Self.attached(to: sandbox)
            let web = sandbox.onion("web")
            service.publish(web)
            service.start()
            await expectEventually { await Self.isAdded(service) }
            #expect(service.socksEndpoint == .unix(path: sandbox.path + "/tor/socks"))
            #expect(service.process == nil)
            await service.stop()
            #expect(owner.end == nil && sandbox.isUp)
            // The onion is gone from tor: its owner can add it.
            sandbox.service.publish(web)
            await expectEventually { sandbox.isUp }
            #expect(!FileManager.default.fileExists(atPath: sandbox.path + "/other"))
        }
    }

    @Test func `an attached node comes back when tor does`() async throws {
        try await TorSandbox.use(extraLines: Self.deadNetwork) { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let service = Self.attached(to: sandbox)
            service.publish(sandbox.onion("web"))
            service.start()
            await expectEventually { await Self.isAdded(service) }
            sandbox.service.process?.kill()
            await expectEventually { if case .down = service.status.phase { true } else { false } }
            #expect(service.socksEndpoint == nil)
            await expectEventually { await Self.isAdded(service) }
            service.dropConnection()
            await expectEventually { !(await Self.isAdded(service)) }
            await expectEventually { await Self.isAdded(service) }
            await service.stop()
        }
    }

    @Test func `a tor without a SOCKS socket on this machine is of no use`() async throws {
        try await TorSandbox.use { sandbox in
            // With DisableNetwork tor opens no SOCKS socket at all.
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let service = Self.attached(to: sandbox)
            service.start()
            await expectEventually { if case .down(.noLocalSOCKS, _) = service.status.phase { true } else { false } }
            await service.stop()
        }
    }

    @Test func `where no tor runs, the status says so until one does`() async throws {
        try await TorSandbox.use(extraLines: Self.deadNetwork) { sandbox in
            let service = Self.attached(to: sandbox)
            service.start()
            await expectEventually { if case .down(.controlUnreachable, _) = service.status.phase { true } else { false } }
            sandbox.service.start()
            await expectEventually { service.socksEndpoint != nil }
            await service.stop()
        }
    }

    @Test func `tor itself refuses what is no onion, and an onion address with a wrong checksum`() async throws {
        try await TorSandbox.use(extraLines: Self.deadNetwork) { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let path = sandbox.service.socksPath
            await expectEventually { FileManager.default.fileExists(atPath: path) }
            for (host, code) in [("example.com", DialError.refused(2)), ("\(String(repeating: "a", count: 56)).onion", .badAddress)] {
                let stream = try await ByteStream.connect(to: .unix(path: path), within: .seconds(5))
                defer { stream.close() }
                var handshake = SOCKSHandshake(host: Array(host.utf8), port: 80, password: Array("x".utf8))
                var action = handshake.start()
                await #expect(throws: code) {
                    while true {
                        switch action {
                        case .established: return
                        case .read(let count):
                            action = try handshake.received(try await stream.readExactly(count, within: .seconds(10)))
                        case .send(let bytes, let count):
                            stream.enqueue(bytes)
                            action = try handshake.received(try await stream.readExactly(count, within: .seconds(10)))
                        }
                    }
                }
            }
        }
    }
}
