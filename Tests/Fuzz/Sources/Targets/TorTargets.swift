import Crypto

@testable import TorControl

/// What tor says on its SOCKS port and on its control port.
let torTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "socks-reply", longestInput: 400,
        seeds: {
            let begun: [UInt8] = [5, 2, 1, 0]
            return [
                begun + [5, 0, 0, 1, 0, 0, 0, 0, 0, 0], begun + [5, 0, 0, 3, 2, 65, 66, 0, 80],
                begun + [5, 0, 0, 4] + [UInt8](repeating: 0, count: 18), begun + [5, 0xf2, 0, 1], [5, 0xff],
            ]
        },
        run: Tor.runSOCKS),
    FuzzTarget(
        name: "control-reply", longestInput: 2048,
        seeds: {
            [
                "250 OK\r\n", "250-version=0.4.9.11\r\n250-process/pid=12\r\n250 OK\r\n", "250+info=\r\n..dot\r\nx\r\n.\r\n250 OK\r\n",
                "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/a\\\"b\\101\"\r\n250-VERSION Tor=\"0.4.9.11\"\r\n250 OK\r\n",
                "250-ServiceID=2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid\r\n250 OK\r\n", "515 Bad authentication\r\n",
                "250 AUTHCHALLENGE SERVERHASH=\(String(repeating: "ab", count: 32)) SERVERNONCE=\(String(repeating: "0F", count: 32))\r\n",
                "250-net/listeners/socks=\"unix:/a b\" \"127.0.0.1:9050\"\r\n250 OK\r\n",
                "250-consensus/valid-after=2026-11-20 09:00:00\r\n250-consensus/valid-until=2026-11-20 12:00:00\r\n250 OK\r\n",
                "250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=0 SUMMARY=\"Starting\"\r\n250 OK\r\n",
            ].map { Array($0.utf8) }
        },
        run: Tor.runReplies),
    FuzzTarget(
        name: "control-event", longestInput: 1024,
        seeds: {
            [
                "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY=\"Connected to a relay\"",
                "STATUS_CLIENT WARN BOOTSTRAP PROGRESS=5 WARNING=\"No route\" SUMMARY=\"a\\nb\"", "HS_DESC UPLOADED aaaa UNKNOWN $AB~name",
                "HS_DESC FAILED aaaa UNKNOWN $AB=x REASON=UPLOAD_REJECTED", "STREAM 1 NEW",
            ].map { Array($0.utf8) }
        },
        run: Tor.runEvent),
    FuzzTarget(
        name: "tor-log", longestInput: 1024,
        seeds: { [Array("Nov 20 06:00:00.000 [warn] Something is odd\nNov 20 [notice] fine\nld: cannot open\n".utf8)] }, run: Tor.runLog),
]

private enum Tor {
    static func runSOCKS(_ input: [UInt8]) {
        var handshake = SOCKSHandshake(host: Array("example.onion".utf8), port: 80, password: [1, 2, 3])
        guard case .send(_, var wanted) = handshake.start() else { return claim(false, "a handshake begins with sending") }
        var rest = input[...]
        var taken = 0
        while rest.count >= wanted {
            let bytes = Array(rest.prefix(wanted))
            rest = rest.dropFirst(wanted)
            taken += wanted
            claim(taken <= 2 + 2 + 4 + 1 + 255 + 2, "a handshake is short")
            guard let action = try? handshake.received(bytes) else { break }
            switch action {
            case .send(let written, let next):
                claim(!written.isEmpty, "what is sent is something")
                wanted = next
            case .read(let next): wanted = next
            case .established:
                claim(input.starts(with: [5, 2, 1, 0, 5, 0, 0]), "a stream stands when tor said so")
                claim((try? handshake.received([0])) == nil, "nothing comes after the end")
                return
            }
            claim(wanted > 0, "a handshake always goes on")
        }
        // Bytes that were not asked for are refused or taken, but never trap.
        _ = try? handshake.received(Array(rest))
    }

    /// Byte by byte, and in pieces: the same replies and the same end.
    static func runReplies(_ input: [UInt8]) {
        let (replies, error) = parse(input.map { [$0] })
        let (gathered, other) = parse(input.inPieces)
        claim(error == other && replies.starts(with: gathered), "replies do not depend on how they were cut")
        claim(error != nil || replies == gathered, "no reply is lost")
        let (whole, last) = parse([input])
        claim(last == error && (error != nil || whole == replies), "all at once is the same too")
        for reply in replies { judge(reply) }
    }

    private static func parse(_ pieces: [[UInt8]]) -> ([ControlReply], TorControlError?) {
        var parser = ControlReplyParser()
        var replies: [ControlReply] = []
        do throws(TorControlError) {
            for piece in pieces { replies += try parser.received(piece) }
        } catch {
            return (replies, error)
        }
        return (replies, nil)
    }

    private static func judge(_ reply: ControlReply) {
        claim((200..<700).contains(reply.status) && !reply.lines.isEmpty, "a reply has a status and a line")
        _ = try? reply.expectOK()
        _ = try? AddOnion.serviceID(reply)
        _ = try? ProtocolInfo(reply)
        _ = try? ControlEvent(reply)
        for keys in [
            GetInfo.Key.allCases, [.version], [.bootstrapPhase], [.socksListeners], [.processID],
            [.consensusValidAfter, .consensusValidUntil],
        ] {
            guard let info = try? GetInfo(reply, to: keys) else { continue }
            _ = info.version
            _ = info.processID
            _ = try? info.localSOCKS()
            if let lifetime = try? info.consensusLifetime() {
                claim(0 <= lifetime.validAfter && lifetime.validAfter <= lifetime.validUntil, "a consensus ends after it begins")
            }
            if let phase = try? info.bootstrapPhase() { claim((0...100).contains(phase.percent), "a progress is a percentage") }
        }
        var cookie = SafeCookie(clientNonce: [UInt8](repeating: 1, count: 32))
        _ = try? cookie.received(reply)
        if (try? cookie.cookieRead(FixedKeys.secret(2))) != nil {
            claim((try? cookie.received(reply)) == nil, "nobody proves the cookie by chance")
        }
    }

    static func runEvent(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let arguments = try? KeywordArguments(text) {
            claim(arguments.words.reduce(0) { $0 + $1.utf8.count } <= text.utf8.count, "words are no longer than their line")
        }
        switch try? ControlEvent(ControlReply(status: 650, lines: [ControlReply.Line(text: text)])) {
        case .bootstrap(let phase)?:
            claim((0...100).contains(phase.percent), "a progress is a percentage")
            claim(phase.summary.count <= BootstrapPhase.maximumSummaryLength, "a summary keeps its limit")
        case .descriptor(let event)?: claim(!event.directory.contains("~"), "a directory is its fingerprint")
        case .other?, nil: break
        }
    }

    static func runLog(_ input: [UInt8]) {
        var whole = TorLog()
        var pieces = TorLog()
        whole.received(input)
        for piece in input.inPieces { pieces.received(piece) }
        claim(whole.warnings == pieces.warnings, "a log does not depend on how it was cut")
        claim(whole.warnings.count <= TorLog.maximumWarningCount, "a log keeps its limit of lines")
        for warning in whole.warnings {
            claim(!warning.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "nothing in a warning plays with a terminal")
        }
    }
}
