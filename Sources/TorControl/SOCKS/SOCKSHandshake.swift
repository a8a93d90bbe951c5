/// The client's side of SOCKS5 with user name and password: bytes in, action out, no socket.
///
/// ```
/// C: 05 01 02                                     one method: user name and password
/// S: 05 02
/// C: 01 <n> <user name> <m> <password>            tor takes any; they name the circuits' isolation
/// S: 01 00
/// C: 05 01 00 03 <n> <host> <port>                CONNECT by domain name: tor resolves, nobody else
/// S: 05 <reply> 00 <type> <address> <port>
/// ```
///
/// Each action says how many bytes to read next, so that not one byte of the stream behind the reply is taken.
///
/// **Errors** ``DialError``: a reply code, or ``DialError/malformedReply`` for anything that is not such a reply.
/// **Source** RFC 1928, RFC 1929; tor's socks-extensions; protocol §3.2.
struct SOCKSHandshake: Sendable {
    /// What to do next.
    enum Action: Equatable, Sendable {
        /// Write the bytes, then read exactly as many as it says.
        case send([UInt8], thenRead: Int)
        /// Read exactly as many more.
        case read(Int)
        /// The stream stands; what is read from now on came from the other end.
        case established
    }

    private enum State: Sendable {
        case idle
        case waitingForMethod
        case waitingForWelcome
        case waitingForReply
        case waitingForDomainLength
        case waitingForBoundAddress
        case finished
    }

    /// The user name by which tor knows that the password names an isolation; any other that begins so is refused by tor.
    static let isolationUserName = Array("<torS0X>0".utf8)

    /// The longest domain name there is (RFC 1035): a longer one in a reply is no name.
    static let maximumDomainByteCount = 253

    private static let version: UInt8 = 5
    private static let byUserNameAndPassword: UInt8 = 2
    private static let authenticationVersion: UInt8 = 1
    private static let connect: UInt8 = 1
    private static let portByteCount = 2

    private var state = State.idle
    private let host: [UInt8]
    private let port: UInt16
    private let password: [UInt8]

    /// Prepares a handshake to `host`, at most 255 bytes, with `password`, 1 to 255 bytes; both are made by this module.
    init(host: [UInt8], port: UInt16, password: [UInt8]) {
        precondition((1...255).contains(host.count) && (1...255).contains(password.count), "SOCKS5 counts both in one byte")
        self.host = host
        self.port = port
        self.password = password
    }

    /// The first action.
    mutating func start() -> Action {
        precondition(isIdle, "a handshake starts once")
        state = .waitingForMethod
        return .send([Self.version, 1, Self.byUserNameAndPassword], thenRead: 2)
    }

    /// Takes exactly the bytes asked for last.
    mutating func received(_ bytes: [UInt8]) throws(DialError) -> Action {
        switch state {
        case .waitingForMethod:
            guard bytes == [Self.version, Self.byUserNameAndPassword] else { throw .malformedReply }
            state = .waitingForWelcome
            let user = Self.isolationUserName
            return .send(
                [Self.authenticationVersion, UInt8(user.count)] + user + [UInt8(password.count)] + password, thenRead: 2)
        case .waitingForWelcome:
            guard bytes == [Self.authenticationVersion, 0] else { throw .malformedReply }
            state = .waitingForReply
            let request = [Self.version, Self.connect, 0, 3, UInt8(host.count)] + host + [UInt8(port >> 8), UInt8(port & 0xff)]
            return .send(request, thenRead: 4)
        case .waitingForReply:
            return try receivedReply(bytes)
        case .waitingForDomainLength:
            guard bytes.count == 1, (1...Self.maximumDomainByteCount).contains(Int(bytes[0])) else { throw .malformedReply }
            state = .waitingForBoundAddress
            return .read(Int(bytes[0]) + Self.portByteCount)
        case .waitingForBoundAddress:
            // What tor bound is of no use to anybody: 0.0.0.0:0.
            state = .finished
            return .established
        case .idle, .finished:
            throw .malformedReply
        }
    }

    private var isIdle: Bool { if case .idle = state { true } else { false } }

    private mutating func receivedReply(_ bytes: [UInt8]) throws(DialError) -> Action {
        guard bytes.count == 4, bytes[0] == Self.version, bytes[2] == 0 else { throw .malformedReply }
        guard bytes[1] == 0 else { throw DialError(replyCode: bytes[1]) }
        switch bytes[3] {
        case 1:
            state = .waitingForBoundAddress
            return .read(4 + Self.portByteCount)
        case 3:
            state = .waitingForDomainLength
            return .read(1)
        case 4:
            state = .waitingForBoundAddress
            return .read(16 + Self.portByteCount)
        default:
            throw .malformedReply
        }
    }
}
