/// What a control port says of itself before authentication.
///
/// ```
/// C: PROTOCOLINFO 1
/// S: 250-PROTOCOLINFO 1
/// S: 250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE="/var/lib/tor/control_auth_cookie"
/// S: 250-VERSION Tor="0.4.9.11"
/// S: 250 OK
/// ```
///
/// **Source** control-spec §3.21.
struct ProtocolInfo: Equatable, Sendable {
    /// The command.
    static let line = ControlLine("PROTOCOLINFO").adding(literal: "1")

    /// The authentication methods offered.
    let methods: Set<String>
    /// Where the cookie lies, when there is one.
    let cookiePath: String?
    /// tor's version, as it writes it.
    let version: String?

    /// Reads the reply; unknown lines are ignored.
    ///
    /// **Errors** ``TorControlError/commandRefused(status:)``, ``TorControlError/garbledReply``.
    init(_ reply: ControlReply) throws(TorControlError) {
        let lines = try reply.successLines()
        guard lines.count >= 2, lines[0].text.hasPrefix("PROTOCOLINFO ") else { throw .garbledReply }
        var methods: Set<String>?
        var cookiePath: String?
        var version: String?
        for line in lines.dropFirst().dropLast() {
            let arguments = try KeywordArguments(line.text)
            switch arguments.words.first {
            case "AUTH":
                guard methods == nil, let listed = arguments["METHODS"] else { throw .garbledReply }
                methods = Set(listed.split(separator: ",").map(String.init))
                cookiePath = arguments["COOKIEFILE"]
            case "VERSION":
                version = arguments["Tor"]
            default:
                continue
            }
        }
        guard let methods else { throw .garbledReply }
        self.methods = methods
        self.cookiePath = cookiePath
        self.version = version
    }
}
