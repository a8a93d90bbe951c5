import Bytes
import Crypto
import EventLoop
import Foundation
import Testing

@testable import TorControl

/// The real tor with a cookie that is not its own, and servers that pretend to be tor.
struct TorSessionTests {
    private static let longest = Duration.seconds(60)

    @Loop private static func session(at path: String, cookiePath: String?) async throws -> TorSession {
        let connection = try await ControlConnection.connect(to: .unix(path: path), within: longest)
        return try await TorSession(connection, cookiePath: cookiePath, clientNonce: Random.bytes(32), timing: TorTiming())
    }

    @Test func `a cookie that is not tor's, too short, no file or unreadable is refused`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let control = sandbox.path + "/tor/control"
            for (size, error) in [
                (32, TorControlError.serverHashMismatch), (31, .cookieWrongSize(31)), (33, .cookieWrongSize(33)), (0, .cookieWrongSize(0)),
            ] {
                let path = sandbox.path + "/cookie\(size)"
                try Data(repeating: 1, count: size).write(to: URL(filePath: path))
                await #expect(throws: error) { try await Self.session(at: control, cookiePath: path) }
            }
            let fifo = sandbox.path + "/fifo"
            mkfifo(fifo, 0o600)
            for path in [sandbox.path + "/none", sandbox.path, fifo, "/dev/zero"] {
                await #expect(throws: TorControlError.cookieUnreadable) { try await Self.session(at: control, cookiePath: path) }
            }
            // tor is none the worse for it.
            try await Self.session(at: control, cookiePath: nil).close()
            #expect(sandbox.isUp)
        }
    }

    @Test func `a process that is not ours is not taken over`() async throws {
        try await TorSandbox.use { sandbox in
            sandbox.service.start()
            await expectEventually { sandbox.isUp }
            let session = try await sandbox.secondController()
            await #expect(throws: TorControlError.anotherTorAnswered) { try await session.own(processID: getpid()) }
            session.close()
            #expect(sandbox.isUp)
        }
    }

    @Test func `a server that publishes another service than the key spells is told to take it back`() async throws {
        let cookie = [UInt8](repeating: 9, count: 32)
        let cookiePath = FileManager.default.temporaryDirectory.appending(path: "ck-\(UUID().uuidString)").path
        try Data(cookie).write(to: URL(filePath: cookiePath))
        defer { try? FileManager.default.removeItem(atPath: cookiePath) }
        try await FakeServer.use { stream in
            try await Self.authenticate(stream, cookie: cookie, cookiePath: cookiePath)
            _ = try await stream.readLine(limit: 1_000, within: Self.longest)
            stream.enqueue(Array("250-ServiceID=abc\r\n250 OK\r\n".utf8))
            let line = try await stream.readLine(limit: 1_000, within: Self.longest)
            #expect(String(decoding: line, as: UTF8.self) == "DEL_ONION abc")
            stream.enqueue(Array("250 OK\r\n".utf8))
        } _: { server in
            let session = try await Self.session(at: server.path, cookiePath: nil)
            let onion = OnionService(role: OnionRole(rawValue: "web"), key: .generate(), virtualPort: 80, targetPath: "/a")
            await #expect(throws: TorControlError.wrongServiceID) { try await session.add(onion) }
            session.close()
        }
    }

    @Test func `two onions of one role are added with a target each, and one is taken back by its own name`() async throws {
        let cookie = [UInt8](repeating: 9, count: 32)
        let cookiePath = FileManager.default.temporaryDirectory.appending(path: "ck-\(UUID().uuidString)").path
        try Data(cookie).write(to: URL(filePath: cookiePath))
        defer { try? FileManager.default.removeItem(atPath: cookiePath) }
        let old = OnionService(role: .peer, standing: .retiring(until: 1), key: .generate(), virtualPort: 9411, targetPath: "/d/peer.sock")
        let new = OnionService(role: .peer, key: .generate(), virtualPort: 9411, targetPath: "/d/peer-3.sock")
        try await FakeServer.use { stream in
            try await Self.authenticate(stream, cookie: cookie, cookiePath: cookiePath)
            for onion in [old, new] {
                let line = String(decoding: try await stream.readLine(limit: 1_000, within: Self.longest), as: UTF8.self)
                #expect(line.hasPrefix("ADD_ONION ED25519-V3:") && line.hasSuffix("Port=9411,unix:\(onion.targetPath)"))
                stream.enqueue(Array("250-ServiceID=\(onion.address.serviceID)\r\n250 OK\r\n".utf8))
            }
            let line = String(decoding: try await stream.readLine(limit: 1_000, within: Self.longest), as: UTF8.self)
            #expect(line == "DEL_ONION \(old.address.serviceID)")
            stream.enqueue(Array("250 OK\r\n".utf8))
        } _: { server in
            let session = try await Self.session(at: server.path, cookiePath: nil)
            var plan = PublicationPlan()
            plan.want(old)
            plan.want(new)
            while let step = plan.nextStep() {
                guard case .add(let onion) = step else { break }
                try await session.add(onion)
                plan.added(onion)
            }
            plan.withdraw(old.address)
            guard case .delete(let serviceID) = plan.nextStep() else {
                Issue.record("the old one stays")
                return
            }
            try await session.delete(serviceID: serviceID)
            session.close()
        }
    }

    @Test func `a server that asks for no authentication is not tor as we want it`() async throws {
        try await FakeServer.use { stream in
            _ = try await stream.readLine(limit: 1_000, within: Self.longest)
            stream.enqueue(Array("250-PROTOCOLINFO 1\r\n250-AUTH METHODS=NULL\r\n250 OK\r\n".utf8))
            #expect(try await stream.read(atMost: 1, within: Self.longest).isEmpty, "nothing more is told to it")
        } _: { server in
            await #expect(throws: TorControlError.safeCookieNotOffered) { try await Self.session(at: server.path, cookiePath: nil) }
        }
    }

    /// The server's side of SAFECOOKIE.
    @Loop static func authenticate(_ stream: ByteStream, cookie: [UInt8], cookiePath: String) async throws {
        _ = try await stream.readLine(limit: 1_000, within: longest)
        stream.enqueue(Array("250-PROTOCOLINFO 1\r\n250-AUTH METHODS=SAFECOOKIE COOKIEFILE=\"\(cookiePath)\"\r\n250 OK\r\n".utf8))
        let challenge = String(decoding: try await stream.readLine(limit: 1_000, within: longest), as: UTF8.self)
        let clientNonce = try #require(Hex.decode(challenge.suffix(64)))
        let serverNonce = [UInt8](repeating: 3, count: 32)
        func hash(_ direction: String) -> String {
            Hex.encode(
                HMACSHA256.code(
                    cookie + clientNonce + serverNonce,
                    key: SecretBytes(copying: Array("Tor safe cookie authentication \(direction) hash".utf8))))
        }
        let answer = "250 AUTHCHALLENGE SERVERHASH=\(hash("server-to-controller")) SERVERNONCE=\(Hex.encode(serverNonce))\r\n"
        stream.enqueue(Array(answer.utf8))
        let proof = String(decoding: try await stream.readLine(limit: 1_000, within: longest), as: UTF8.self)
        #expect(proof == "AUTHENTICATE \(hash("controller-to-server"))")
        stream.enqueue(Array("250 OK\r\n".utf8))
    }
}
