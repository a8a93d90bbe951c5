/// Why tor could not be started, controlled or asked. It tells shape, never content: no key, no cookie, no address, no path.
public enum TorControlError: Error, Equatable, Sendable {
    // Starting tor.
    /// No executable tor is where the configuration says, or in PATH.
    case torNotFound
    /// The torrc, or the file of extra lines, can't be read.
    case configurationFileUnreadable
    /// The data directory for tor can't be made, or is not ours alone.
    case dataDirectoryUnusable(code: Int32)
    /// A socket's path in the data directory is longer than the system allows.
    case pathTooLong(byteCount: Int, limit: Int)
    /// A path has a character that tor's control port can't carry.
    case pathNotAllowed
    /// The system refused to start tor.
    case launchFailed(code: Int32)
    /// tor ended by itself, with this exit code.
    case torExited(code: Int32)
    /// tor was ended by this signal.
    case torKilled(signal: Int32)
    /// tor runs, but its control socket did not answer in time.
    case torDidNotAnswer
    /// The tor that answers on the control socket is not the one this node started.
    case anotherTorAnswered

    // The control connection.
    /// Nothing listens on the control socket.
    case controlUnreachable
    /// The control connection ended.
    case controlClosed
    /// A command was not answered in time.
    case controlTimedOut
    /// What tor sent is not a control reply, or not the reply to this command.
    case garbledReply
    /// A reply is over its cap.
    case replyTooLarge(limit: Int)
    /// tor refused a command, with this status.
    case commandRefused(status: Int)
    /// A text for a control line holds a character that would end or bend the line.
    case controlTextNotAllowed

    // Authentication.
    /// The control port offers no SAFECOOKIE; anything weaker is refused.
    case safeCookieNotOffered
    /// The authentication cookie can't be read.
    case cookieUnreadable
    /// The cookie file is not 32 bytes long.
    case cookieWrongSize(Int)
    /// The server did not prove that it knows the cookie.
    case serverHashMismatch
    /// tor refused the proof that this node knows the cookie.
    case authenticationRefused

    // Onions and SOCKS.
    /// tor published another service ID than the key spells.
    case wrongServiceID
    /// A running tor has no SOCKS listener on a unix socket or on loopback.
    case noLocalSOCKS
}

extension TorControlError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .torNotFound: "no tor program was found"
        case .configurationFileUnreadable: "the torrc or its included file can not be read"
        case .dataDirectoryUnusable(let code): "the data directory for tor can not be used (system error \(code))"
        case .pathTooLong(let count, let limit): "a socket's path has \(count) bytes, the system allows \(limit)"
        case .pathNotAllowed: "a path has a space, a quote, a backslash or a control character, which tor's control port can not carry"
        case .launchFailed(let code): "the system did not start tor (system error \(code))"
        case .torExited(let code): "tor ended by itself with exit code \(code)"
        case .torKilled(let signal): "tor was ended by signal \(signal)"
        case .torDidNotAnswer: "tor was started but its control socket did not answer in time"
        case .anotherTorAnswered: "another tor than the one started answers on the control socket"
        case .controlUnreachable: "nothing answers on tor's control socket"
        case .controlClosed: "the connection to tor's control socket ended"
        case .controlTimedOut: "tor did not answer a control command in time"
        case .garbledReply: "tor's control port sent something that is not the reply expected"
        case .replyTooLarge(let limit): "a reply of tor's control port is over its limit of \(limit)"
        case .commandRefused(let status): "tor refused a control command with status \(status)"
        case .controlTextNotAllowed: "a text for a control line holds a line end, a NUL or another character that is not allowed there"
        case .safeCookieNotOffered: "tor's control port does not offer SAFECOOKIE authentication"
        case .cookieUnreadable: "tor's authentication cookie can not be read"
        case .cookieWrongSize(let count): "tor's authentication cookie has \(count) bytes instead of 32"
        case .serverHashMismatch: "what answers on tor's control socket does not know tor's cookie"
        case .authenticationRefused: "tor refused the authentication"
        case .wrongServiceID: "tor published another onion address than the key spells"
        case .noLocalSOCKS: "the running tor has no SOCKS listener on a unix socket or on loopback"
        }
    }

    /// What the operator can do about it, when there is something.
    public var hint: String? {
        switch self {
        case .torNotFound: "install tor (on Debian: apt-get install tor), or say where it is"
        case .configurationFileUnreadable: "check that the torrc and the file given with --torrc-include exist and are readable"
        case .dataDirectoryUnusable: "the data directory must be writable and belong to the user that runs the node"
        case .pathTooLong, .pathNotAllowed: "choose a data directory with a shorter, plainer path"
        case .torExited: "tor's last warnings, in the status, say why"
        case .anotherTorAnswered: "end the other tor that uses this data directory"
        case .controlUnreachable: "start tor with a ControlSocket, and check that this user may open it"
        case .safeCookieNotOffered: "set CookieAuthentication 1 in the torrc of the running tor"
        case .cookieUnreadable: "this user must be allowed to read the cookie file (on Debian: be in the group debian-tor)"
        case .noLocalSOCKS: "set a SocksPort on a unix socket or on 127.0.0.1 in the torrc of the running tor"
        default: nil
        }
    }
}
