import Testing

@testable import TorControl

struct ControlEventTests {
    @Test func `bootstrap progress is read, with or without trouble`() throws {
        let notice = try ControlReply.reading(
            "650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY=\"Connected to a relay\"")
        #expect(try ControlEvent(notice) == .bootstrap(try BootstrapPhase.at(10, "Connected to a relay")))
        let trouble = try ControlReply.reading(
            "650 STATUS_CLIENT WARN BOOTSTRAP PROGRESS=5 TAG=conn SUMMARY=\"Connecting\" WARNING=\"Connection \\\"refused\\\"\" REASON=X COUNT=1"
        )
        #expect(try ControlEvent(trouble) == .bootstrap(try BootstrapPhase.at(5, "Connecting: Connection \\\"refused\\\"")))
    }

    @Test func `descriptor events name the service and the directory, however that is spelt`() throws {
        let id = String(repeating: "a", count: 56)
        let fingerprint = "$" + String(repeating: "F", count: 40)
        for (text, action) in [
            ("UPLOAD \(id) UNKNOWN \(fingerprint)~relay desc HSDIR_INDEX=AB", DescriptorEvent.Action.upload),
            ("UPLOADED \(id) UNKNOWN \(fingerprint)", .uploaded),
            ("FAILED \(id) NO_AUTH \(fingerprint)~relay desc REASON=UPLOAD_REJECTED", .failed),
            ("CREATED \(id) UNKNOWN \(fingerprint) desc", .other),
            ("SOMETHING_NEW \(id) UNKNOWN \(fingerprint) and more words", .other),
        ] {
            guard case .descriptor(let event) = try ControlEvent(try .reading("650 HS_DESC " + text)) else {
                Issue.record("not a descriptor event: \(text)")
                continue
            }
            #expect(event.action == action)
            #expect(event.serviceID == id)
            #expect(event.directory == fingerprint)
        }
    }

    @Test(arguments: ["650 CIRC 1 BUILT", "650 STATUS_CLIENT NOTICE CIRCUIT_ESTABLISHED", "650 STATUS_CLIENT", "650 NOTICE \"", "650 X"])
    func `events that this node does not know are none of its business`(_ line: String) throws {
        #expect(try ControlEvent(try .reading(line)) == .other)
    }

    @Test func `an event with a data section is known by its first line`() throws {
        let reply = try ControlReply.reading("650+HS_DESC_CONTENT a b c", "hs-descriptor 3", ".", "650 OK")
        #expect(try ControlEvent(reply) == .other)
    }

    @Test(arguments: [
        "650 STATUS_CLIENT NOTICE BOOTSTRAP", "650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=101",
        "650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=-1", "650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=1 SUMMARY=\"open",
        "650 HS_DESC UPLOADED", "650 HS_DESC UPLOADED a UNKNOWN", "250 OK",
    ])
    func `a garbled event of a known kind is told apart`(_ line: String) throws {
        let reply = try ControlReply.reading(line)
        #expect(throws: TorControlError.garbledReply) { try ControlEvent(reply) }
    }

    @Test func `a summary is cut to what a person reads`() throws {
        let long = String(repeating: "a", count: 5_000)
        let phase = try BootstrapPhase.at(1, long)
        #expect(phase.summary.count == BootstrapPhase.maximumSummaryLength)
    }
}

extension BootstrapPhase {
    fileprivate static func at(_ percent: Int, _ summary: String) throws -> BootstrapPhase {
        guard let phase = try BootstrapPhase("NOTICE BOOTSTRAP PROGRESS=\(percent) TAG=x SUMMARY=\"\(summary)\"") else {
            throw TorControlError.garbledReply
        }
        return phase
    }
}
