internal import EventLoop

/// Asks for facts by their names.
///
/// ```
/// C: GETINFO version status/bootstrap-phase
/// S: 250-version=0.4.9.11
/// S: 250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=0 TAG=starting SUMMARY="Starting"
/// S: 250 OK
/// ```
///
/// **Source** control-spec §3.9.
struct GetInfo: Sendable {
    /// What this node asks for.
    enum Key: String, CaseIterable, Sendable {
        case version
        case bootstrapPhase = "status/bootstrap-phase"
        case socksListeners = "net/listeners/socks"
        case processID = "process/pid"
        case consensusValidAfter = "consensus/valid-after"
        case consensusValidUntil = "consensus/valid-until"
    }

    private let values: [Key: String]

    /// The command for `keys`, which are ours and plain words.
    ///
    /// **Errors** none in practice; ``TorControlError/controlTextNotAllowed`` is the type's.
    static func line(_ keys: [Key]) throws(TorControlError) -> ControlLine {
        var line = ControlLine("GETINFO")
        for key in keys { line = try line.adding(key.rawValue) }
        return line
    }

    /// Reads the reply to `keys`: each must be answered, with one line.
    ///
    /// **Errors** ``TorControlError/commandRefused(status:)``, ``TorControlError/garbledReply``.
    init(_ reply: ControlReply, to keys: [Key]) throws(TorControlError) {
        var values: [Key: String] = [:]
        for line in try reply.successLines().dropLast() {
            guard let separator = line.text.firstIndex(of: "="), line.data.isEmpty,
                let key = Key(rawValue: String(line.text[..<separator])), keys.contains(key), values[key] == nil
            else { throw .garbledReply }
            values[key] = String(line.text[line.text.index(after: separator)...])
        }
        guard values.count == keys.count else { throw .garbledReply }
        self.values = values
    }

    /// tor's version.
    var version: String? { values[.version] }

    /// The process that answers.
    var processID: Int32? { values[.processID].flatMap { Int32($0) } }

    /// How far the bootstrap is.
    ///
    /// **Errors** ``TorControlError/garbledReply``.
    func bootstrapPhase() throws(TorControlError) -> BootstrapPhase {
        guard let text = values[.bootstrapPhase], let phase = try BootstrapPhase(text) else { throw .garbledReply }
        return phase
    }

    /// How long the consensus that tor has is valid; nil when it has none, which it says by two empty values.
    ///
    /// **Errors** ``TorControlError/garbledReply``.
    func consensusLifetime() throws(TorControlError) -> ConsensusLifetime? {
        guard let after = values[.consensusValidAfter], let until = values[.consensusValidUntil] else { throw .garbledReply }
        if after.isEmpty, until.isEmpty { return nil }
        guard let after = ConsensusLifetime.seconds(after), let until = ConsensusLifetime.seconds(until),
            let lifetime = ConsensusLifetime(validAfter: after, validUntil: until)
        else { throw .garbledReply }
        return lifetime
    }

    /// The first SOCKS listener that no packet leaves this machine to reach: `"unix:/path"` or `"127.0.0.1:9050"`.
    ///
    /// **Errors** ``TorControlError/noLocalSOCKS`` when there is none, ``TorControlError/garbledReply``.
    func localSOCKS() throws(TorControlError) -> Endpoint {
        let listeners = try KeywordArguments(values[.socksListeners] ?? "").words
        for listener in listeners {
            if listener.hasPrefix("unix:/") { return .unix(path: String(listener.dropFirst("unix:".count))) }
            if listener.hasPrefix("127.0.0.1:"), let port = UInt16(listener.dropFirst("127.0.0.1:".count)), port > 0 {
                return .loopback(port: port)
            }
        }
        throw .noLocalSOCKS
    }
}
