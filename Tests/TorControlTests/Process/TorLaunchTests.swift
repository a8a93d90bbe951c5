import Testing

@testable import TorControl

struct TorLaunchTests {
    private let paths = TorPaths(dataDirectory: "/d")

    @Test func `what the node depends on comes on the command line, after the files`() {
        let configuration = TorConfiguration(dataDirectory: "/d", torrcPath: "/p/torrc")
        let launch = TorLaunch(configuration, executable: "/usr/sbin/tor", paths: paths, processID: 7)
        #expect(launch.arguments.prefix(5) == ["tor", "--defaults-torrc", "/dev/null", "-f", "/p/torrc"])
        let options = launch.arguments.dropFirst(5)
        for (name, value) in [
            ("--DataDirectory", "/d/tor"), ("--ControlSocket", "/d/tor/control"), ("--ControlPort", "0"),
            ("--CookieAuthentication", "1"), ("--__OwningControllerProcess", "7"),
        ] {
            let index = options.firstIndex(of: name)
            #expect(index.map { options[$0 + 1] } == value)
        }
        #expect(options.contains { $0.hasPrefix("unix:/d/tor/socks OnionTrafficOnly ") && $0.hasSuffix(" ExtendedErrors") })
    }

    @Test func `the operator's file wins over the project's torrc, and the system's is not read`() {
        let configuration = TorConfiguration(dataDirectory: "/d", torrcPath: "/p/torrc", includePath: "/o/extra")
        let launch = TorLaunch(configuration, executable: "/usr/sbin/tor", paths: paths, processID: 7)
        #expect(launch.arguments.prefix(5) == ["tor", "--defaults-torrc", "/p/torrc", "-f", "/o/extra"])
    }

    @Test func `relative paths are made absolute`() {
        #expect(TorPaths(dataDirectory: "./data").directory.hasSuffix("/data/tor"))
        #expect(TorPaths(dataDirectory: "data").control.hasPrefix("/"))
        #expect(TorPaths(dataDirectory: ".").directory == TorPaths.absolute("tor"))
        #expect(TorPaths(dataDirectory: "/").directory == "/tor")
    }

    @Test func `a program is looked for in PATH, and a directory is none`() throws {
        #expect(try TorLaunch.find("sh", in: "/nowhere:/bin") == "/bin/sh")
        #expect(try TorLaunch.find("/bin/sh", in: "") == "/bin/sh")
        for name in ["no-such-tor", "/bin", "/etc/passwd", "/no/such"] {
            #expect(throws: TorControlError.torNotFound) { try TorLaunch.find(name, in: "/bin") }
        }
    }
}
