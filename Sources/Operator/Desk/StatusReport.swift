package import Accounts
internal import Crypto
internal import Domain
package import TorControl

/// What a running node tells its operator: numbers and states, no member and no contact.
package struct StatusReport: Sendable {
    /// Links to other nodes.
    package struct Links: Sendable {
        let dialled: Int
        let accepted: Int
        /// Handshakes that others began and have not finished.
        let halfOpen: Int
        /// Nodes that are being dialled.
        let dialling: Int

        package init(dialled: Int, accepted: Int, halfOpen: Int, dialling: Int) {
            self.dialled = dialled
            self.accepted = accepted
            self.halfOpen = halfOpen
            self.dialling = dialling
        }
    }

    let uptimeSeconds: Int
    let tor: TorStatus
    let links: Links
    let waitingEnvelopes: Int?
    let dormancy: DormancyStatus
    /// Whether the loaded libcrypto has ML-KEM-768.
    let hasPostQuantum: Bool
    let localPort: UInt16?

    package init(
        uptimeSeconds: Int, tor: TorStatus, links: Links, waitingEnvelopes: Int?, dormancy: DormancyStatus, hasPostQuantum: Bool,
        localPort: UInt16?
    ) {
        self.uptimeSeconds = uptimeSeconds
        self.tor = tor
        self.links = links
        self.waitingEnvelopes = waitingEnvelopes
        self.dormancy = dormancy
        self.hasPostQuantum = hasPostQuantum
        self.localPort = localPort
    }

    /// One line for programs.
    package var json: String {
        JSON.object([
            ("version", .text(Version.text)),
            ("uptime_seconds", .integer(uptimeSeconds)),
            ("tor", torJSON),
            ("onions", .object(tor.onions.filter { $0.standing == .current }.map { ($0.role.rawValue, StatusReport.json(of: $0)) })),
            ("other_onions", .array(tor.onions.filter { $0.standing != .current }.map(StatusReport.otherJSON))),
            (
                "links",
                .object([
                    ("dialled", .integer(links.dialled)), ("accepted", .integer(links.accepted)),
                    ("half_open", .integer(links.halfOpen)), ("dialling", .integer(links.dialling)),
                ])
            ),
            ("outbox_waiting", waitingEnvelopes.map(JSON.integer) ?? .null),
            (
                "clock",
                .object([
                    ("believed", .boolean(dormancy.doubt == nil)), ("doubt", dormancy.doubt.map { .text($0.word) } ?? .null),
                    ("detail", dormancy.doubt.map { .text($0.description) } ?? .null), ("dormancy_days", .integer(dormancy.days)),
                    ("last_sweep", dormancy.lastSweep.map { .text($0.description) } ?? .null),
                ])
            ),
            ("post_quantum", .boolean(hasPostQuantum)),
            ("local", localPort.map { .text("http://127.0.0.1:\($0)") } ?? .null),
        ]).text
    }

    /// Lines for people.
    package var text: String {
        var lines = ["onionnode \(Version.text), up \(StatusReport.span(uptimeSeconds))", "tor      \(tor.phase)"]
        if let version = tor.version { lines[1] += ", version \(version)" }
        if case .down(let reason, _) = tor.phase {
            if let hint = reason.hint { lines.append("         hint: \(hint)") }
            lines += tor.warnings.suffix(3).map { "         tor says: \($0)" }
        }
        for onion in tor.onions {
            let state =
                if let problem = onion.problem { "refused by tor: \(problem)" } else if onion.isPublished {
                    "published, \(onion.uploadedDescriptorCount) descriptors uploaded"
                } else if onion.isAdded { "tor prepares its first descriptor" } else { "waits for tor" }
            lines.append("\(onion.role.rawValue.padded(to: 8)) \(onion.address)  \(state)\(StatusReport.words(for: onion.standing))")
        }
        lines.append("links    \(links.dialled) dialled, \(links.accepted) accepted, \(links.dialling) being dialled")
        lines.append("outbox   \(waitingEnvelopes.map { $0 == 1 ? "1 envelope waits" : "\($0) envelopes wait" } ?? "can't be read")")
        lines += clockLines
        let keys = hasPostQuantum ? "yes, ML-KEM-768" : "no: this libcrypto has none (OpenSSL 3.5 does)"
        lines.append("keys     post-quantum: \(keys)")
        if let localPort { lines.append("local    http://127.0.0.1:\(localPort)") }
        return lines.joined(separator: "\n")
    }

    private var clockLines: [String] {
        guard let doubt = dormancy.doubt else {
            return [
                "clock    believed; accounts are deleted after \(dormancy.days == 1 ? "a day" : "\(dormancy.days) days") without a log-in"
            ]
        }
        return ["clock    not believed: \(doubt); no account is deleted", "         hint: \(doubt.hint)"]
    }

    private var torJSON: JSON {
        let (phase, percent, summary): (String, Int?, String) =
            switch tor.phase {
            case .starting: ("starting", nil, "\(tor.phase)")
            case .bootstrapping(let percent, let summary): ("bootstrapping", percent, summary)
            case .ready: ("ready", 100, "\(tor.phase)")
            case .down: ("down", nil, "\(tor.phase)")
            case .stopped: ("stopped", nil, "\(tor.phase)")
            }
        return .object([
            ("phase", .text(phase)), ("percent", percent.map(JSON.integer) ?? .null), ("summary", .text(summary)),
            ("version", tor.version.map(JSON.text) ?? .null), ("warnings", .array(tor.warnings.map(JSON.text))),
        ])
    }

    private static func json(of onion: Publication) -> JSON { .object(members(of: onion)) }

    /// An onion that is not its role's address.
    private static func otherJSON(of onion: Publication) -> JSON {
        var until: JSON = .null
        if case .retiring(let second) = onion.standing { until = .integer(Int(second)) }
        return .object(
            [
                ("role", .text(onion.role.rawValue)), ("standing", .text(onion.standing == .created ? "created" : "retiring")),
                ("until", until),
            ] + members(of: onion))
    }

    private static func members(of onion: Publication) -> [(String, JSON)] {
        [
            ("address", .text(onion.address.description)), ("published", .boolean(onion.isPublished)),
            ("uploads", .integer(onion.uploadedDescriptorCount)),
        ]
    }

    private static func words(for standing: OnionStanding) -> String {
        switch standing {
        case .created: "; new, nobody was told of it"
        case .current: ""
        case .retiring(let until): "; retires, reachable until \(UnixMinute(seconds: until)) UTC"
        }
    }

    private static func span(_ seconds: Int) -> String {
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7200 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3600) h" : "\(seconds / 86_400) days"
    }
}

extension String {
    /// Spaces behind it, up to `count` characters.
    func padded(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
