import Bytes
import Crypto
import EventLoop
import Testing

@testable import TorControl

struct CommandTests {
    @Test func `ADD_ONION carries the expanded key and nothing that would let the service outlive us`() throws {
        let key = SigningKey.generate()
        let onion = OnionService(name: "web", key: key, virtualPort: 80, targetPath: "/d/web", maximumStreams: 7)
        let words = String(decoding: try AddOnion.line(onion).bytes, as: UTF8.self).split(separator: " ")
        #expect(words[0] == "ADD_ONION")
        #expect(words[1] == "ED25519-V3:" + Base64.encode(key.expandedSecret().exposed()))
        #expect(words[2...] == ["Flags=DiscardPK", "MaxStreams=7", "Port=80,unix:/d/web\r\n"])
    }

    @Test(arguments: ["/a b", "/a\r\nSIGNAL HALT", "/a\"", ""])
    func `a target that the command can not carry is refused`(_ path: String) {
        // An empty path still leaves a word; tor itself refuses it.
        guard !path.isEmpty else { return }
        let onion = OnionService(name: "web", key: .generate(), virtualPort: 80, targetPath: path)
        #expect(throws: TorControlError.controlTextNotAllowed) { try AddOnion.line(onion) }
    }

    @Test func `the service ID is read, and its absence is not overlooked`() throws {
        #expect(try AddOnion.serviceID(try .reading("250-ServiceID=abc", "250 OK")) == "abc")
        let twice = try ControlReply.reading("250-ServiceID=abc", "250-ServiceID=abd", "250 OK")
        #expect(throws: TorControlError.garbledReply) { try AddOnion.serviceID(twice) }
        let none = try ControlReply.reading("250 OK")
        #expect(throws: TorControlError.garbledReply) { try AddOnion.serviceID(none) }
        let collision = try ControlReply.reading("550 Onion address collision")
        #expect(throws: TorControlError.commandRefused(status: 550)) { try AddOnion.serviceID(collision) }
    }

    @Test func `GETINFO's answers are matched to what was asked`() throws {
        let keys: [GetInfo.Key] = [.version, .bootstrapPhase, .processID]
        #expect(
            String(decoding: try GetInfo.line(keys).bytes, as: UTF8.self) == "GETINFO version status/bootstrap-phase process/pid\r\n")
        let reply = try ControlReply.reading(
            "250-version=0.4.9.11", "250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\"",
            "250-process/pid=12", "250 OK")
        let info = try GetInfo(reply, to: keys)
        #expect(info.version == "0.4.9.11")
        #expect(info.processID == 12)
        #expect(try info.bootstrapPhase().percent == 100)
        for wrong in [[GetInfo.Key.version], keys + [.socksListeners], []] {
            #expect(throws: TorControlError.garbledReply) { try GetInfo(reply, to: wrong) }
        }
        let refusal = try ControlReply.reading("552 Unrecognized key \"x\"")
        #expect(throws: TorControlError.commandRefused(status: 552)) { try GetInfo(refusal, to: keys) }
    }

    @Test func `only a SOCKS listener on this machine is used`() throws {
        for (listeners, expected) in [
            ("\"unix:/run/tor/socks\"", Endpoint.unix(path: "/run/tor/socks")),
            ("\"unix:/a b/s\" \"127.0.0.1:9050\"", .unix(path: "/a b/s")),
            ("\"192.168.1.1:9050\" \"127.0.0.1:9050\"", .loopback(port: 9050)),
        ] {
            let reply = try ControlReply.reading("250-net/listeners/socks=\(listeners)", "250 OK")
            #expect(try GetInfo(reply, to: [.socksListeners]).localSOCKS() == expected)
        }
        for listeners in [
            "", "\"192.168.1.1:9050\"", "\"0.0.0.0:9050\"", "\"127.0.0.1:0\"", "\"127.0.0.1:99999\"", "\"unix:\"", "\"[::1]:9050\"",
        ] {
            let reply = try ControlReply.reading("250-net/listeners/socks=\(listeners)", "250 OK")
            #expect(throws: TorControlError.noLocalSOCKS) { try GetInfo(reply, to: [.socksListeners]).localSOCKS() }
        }
    }

    @Test func `the fixed commands are spelt as the specification has them`() throws {
        let lines = [
            SetEvents.line, Signal.shutdown, Ownership.take, Ownership.forgetProcess, try DelOnion.line(serviceID: "abc"),
        ]
        #expect(
            lines.map { String(decoding: $0.bytes, as: UTF8.self) } == [
                "SETEVENTS STATUS_CLIENT HS_DESC\r\n", "SIGNAL SHUTDOWN\r\n", "TAKEOWNERSHIP\r\n",
                "RESETCONF __OwningControllerProcess\r\n", "DEL_ONION abc\r\n",
            ])
    }
}
