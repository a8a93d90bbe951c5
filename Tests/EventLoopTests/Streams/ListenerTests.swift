import EventLoop
import Foundation
import Testing

@Suite struct ListenerTests {
    init() { Loop.start() }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test func `two hundred connections echo at once, over TCP and over a unix socket`() async throws {
        let directory = SocketDirectory()
        try await spawn {
            let tcp = try Listener(.loopback(port: 0)) { stream in spawn { await echo(stream) } }
            let unix = try Listener(directory.endpoint("echo"), backlog: 256) { stream in spawn { await echo(stream) } }
            let endpoints: [Endpoint] = [.loopback(port: try #require(tcp.port)), directory.endpoint("echo")]
            let clients = (0..<200).map { number in
                spawn {
                    let stream = try await ByteStream.connect(to: endpoints[number % 2], within: patience)
                    for round in 0..<20 {
                        let message = [UInt8](repeating: UInt8(number), count: 1 + (number * 131 + round * 977) % 5000)
                        try await stream.write(message)
                        #expect(try await stream.readExactly(message.count, within: patience) == message)
                    }
                    await stream.finish(within: patience)
                }
            }
            for client in clients { try await client.value }
            tcp.stop()
            unix.stop()
        }.value
    }

    @Test func `a unix socket's file is its owner's alone and goes with the listener`() async throws {
        let directory = SocketDirectory()
        let path = "\(directory.path)/own"
        try await spawn {
            let listener = try Listener(.unix(path: path)) { _ in }
            #expect(mode(path) == S_IFSOCK | 0o600)
            #expect(listener.port == nil)
            listener.stop()
            listener.stop()
            #expect(mode(path) == nil)
        }.value
    }

    @Test func `a socket that a killed process left behind is replaced`() async throws {
        let directory = SocketDirectory()
        do { _ = try RawSocket(listeningAt: "\(directory.path)/stale", backlog: 1) }
        try await spawn {
            let listener = try Listener(directory.endpoint("stale")) { $0.enqueue("new".bytes) }
            let client = try await ByteStream.connect(to: directory.endpoint("stale"), within: patience)
            listener.stop()
            client.close()
        }.value
    }

    @Test func `a socket that somebody listens on is left alone`() async throws {
        let directory = SocketDirectory()
        let other = try RawSocket(listeningAt: "\(directory.path)/taken", backlog: 0)
        await #expect(throws: StreamError.failed(code: EADDRINUSE)) {
            try await spawn { _ = try Listener(directory.endpoint("taken")) { _ in } }.value
        }
        // Its backlog is full now, which is an answer too.
        await #expect(throws: StreamError.failed(code: EADDRINUSE)) {
            try await spawn { _ = try Listener(directory.endpoint("taken")) { _ in } }.value
        }
        #expect(mode("\(directory.path)/taken") != nil)
        withExtendedLifetime(other) {}
    }

    @Test func `a file that is no socket is left alone`() async throws {
        let directory = SocketDirectory()
        let path = "\(directory.path)/letter"
        try Data("dear".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.createSymbolicLink(atPath: "\(directory.path)/link", withDestinationPath: path)
        for name in ["letter", "link"] {
            await #expect(throws: StreamError.failed(code: EEXIST)) {
                try await spawn { _ = try Listener(directory.endpoint(name)) { _ in } }.value
            }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("dear".utf8))
    }

    @Test func `a file that has taken the socket's place is not removed`() async throws {
        let directory = SocketDirectory()
        let path = "\(directory.path)/place"
        try await spawn {
            let listener = try Listener(.unix(path: path)) { _ in }
            try FileManager.default.removeItem(atPath: path)
            try Data("new".utf8).write(to: URL(fileURLWithPath: path))
            listener.stop()
            #expect(FileManager.default.fileExists(atPath: path))
        }.value
    }

    @Test func `a directory that is not there is an error`() async {
        await #expect(throws: StreamError.notFound) {
            try await spawn { _ = try Listener(.unix(path: "/nonexistent/socket")) { _ in } }.value
        }
    }

    @Test func `a port that is in use is an error`() async throws {
        try await spawn {
            let listener = try Listener(.loopback(port: 0)) { _ in }
            let port = try #require(listener.port)
            #expect(throws: StreamError.failed(code: EADDRINUSE)) { try Listener(.loopback(port: port)) { _ in } }
            listener.stop()
            let again = try Listener(.loopback(port: port)) { _ in }
            #expect(again.port == port)
            again.stop()
        }.value
    }

    @Test func `a stopped listener refuses and its streams live on`() async throws {
        let directory = SocketDirectory()
        try await spawn {
            var accepted: [ByteStream] = []
            let listener = try Listener(directory.endpoint("stop")) { accepted.append($0) }
            let client = try await ByteStream.connect(to: directory.endpoint("stop"), within: patience)
            #expect(await eventually { accepted.count == 1 })
            listener.stop()
            await #expect(throws: StreamError.notFound) {
                try await ByteStream.connect(to: directory.endpoint("stop"), within: patience)
            }
            try await client.write("still".bytes)
            #expect(try await accepted[0].readExactly(5, within: patience) == "still".bytes)
        }.value
    }

    @Test func `a listener may be stopped by what it accepts`() async throws {
        try await spawn {
            var listener: Listener?
            var count = 0
            listener = try Listener(.loopback(port: 0)) { _ in
                count += 1
                listener?.stop()
                listener = nil
            }
            let port = try #require(listener?.port)
            let clients = try [RawSocket(port: port), RawSocket(port: port)]
            #expect(await eventually { count > 0 })
            #expect(count == 1)
            withExtendedLifetime(clients) {}
        }.value
    }

    @Test func `without descriptors left the listener rests and goes on when there are some`() async {
        await #expect(processExitsWith: .success) {
            Loop.start()
            try await spawn {
                var accepted = 0
                let listener = try Listener(.loopback(port: 0)) { _ in accepted += 1 }
                let port = try #require(listener.port)
                var limit = rlimit()
                getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                let enough = limit.rlim_cur
                let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                limit.rlim_cur = rlim_t(client) + 1
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
                _ = withUnsafePointer(to: &address) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
                let clockStart = clock()
                try await sleep(for: .milliseconds(250))
                guard accepted == 0, clock() - clockStart < CLOCKS_PER_SEC / 10 else { exit(EXIT_FAILURE) }
                limit.rlim_cur = enough
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
                guard await eventually({ accepted == 1 }) else { exit(EXIT_FAILURE) }
            }.value
        }
    }
}
