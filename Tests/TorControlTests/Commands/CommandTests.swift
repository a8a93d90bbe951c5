import Bytes
import Crypto
import EventLoop
import Testing

@testable import TorControl

struct CommandTests {
    @Test func `ADD_ONION carries the expanded key and nothing that would let the service outlive us`() throws {
        let key = SigningKey.generate()
        let onion = OnionService(role: OnionRole(rawValue: "web"), key: key, virtualPort: 80, targetPath: "/d/web", maximumStreams: 7)
        let words = String(decoding: try AddOnion.line(onion).bytes, as: UTF8.self).split(separator: " ")
        #expect(words[0] == "ADD_ONION")
        #expect(words[1] == "ED25519-V3:" + Base64.encode(key.expandedSecret().exposed()))
        #expect(words[2...] == ["Flags=DiscardPK", "MaxStreams=7", "Port=80,unix:/d/web\r\n"])
    }

    @Test(arguments: ["/a b", "/a\r\nSIGNAL HALT", "/a\"", ""])
    func `a target that the command can not carry is refused`(_ path: String) {
        // An empty path still leaves a word; tor itself refuses it.
        guard !path.isEmpty else { return }
        let onion = OnionService(role: OnionRole(rawValue: "web"), key: .generate(), virtualPort: 80, targetPath: path)
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

    @Test func `the consensus' lifetime is read strictly, and a tor without one says so by empty values`() throws {
        func lifetime(_ after: String, _ until: String) throws -> ConsensusLifetime? {
            let reply = try ControlReply.reading("250-consensus/valid-after=\(after)", "250-consensus/valid-until=\(until)", "250 OK")
            return try GetInfo(reply, to: [.consensusValidAfter, .consensusValidUntil]).consensusLifetime()
        }
        #expect(try lifetime("", "") == nil)
        let found = try lifetime("2026-11-20 09:00:00", "2026-11-20 12:00:00")
        #expect(found?.validAfter == 1_795_165_200)
        #expect(found?.validUntil == 1_795_176_000)
        for (text, seconds) in [
            ("1970-01-01 00:00:00", Int64(0)), ("2000-02-29 23:59:59", 951_868_799), ("2024-02-29 00:00:00", 1_709_164_800),
            ("2100-03-01 00:00:00", 4_107_542_400), ("2016-12-31 23:59:60", 1_483_228_800), ("9999-12-31 23:59:59", 253_402_300_799),
        ] { #expect(ConsensusLifetime.seconds(text) == seconds, "\(text)") }
        for bad in [
            "2026-11-20", "2026-11-20T09:00:00", "2026-13-20 09:00:00", "2026-00-20 09:00:00", "2026-02-29 09:00:00", "2026-11-31 09:00:00",
            "2100-02-29 00:00:00", "2026-11-20 24:00:00", "2026-11-20 09:60:00", "1969-12-31 23:59:59", "+026-11-20 09:00:00",
            "2026-11-20 09:00:0", "2026-11-20 09:00:00 ", "2026-11-00 09:00:00",
        ] {
            #expect(ConsensusLifetime.seconds(bad) == nil, "\(bad)")
            #expect(throws: TorControlError.garbledReply) { try lifetime(bad, "2026-11-20 12:00:00") }
        }
        #expect(throws: TorControlError.garbledReply) { try lifetime("", "2026-11-20 12:00:00") }
        #expect(throws: TorControlError.garbledReply) { try lifetime("2026-11-20 12:00:00", "2026-11-20 09:00:00") }
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
