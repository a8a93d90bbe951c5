internal import Crypto
internal import EventLoop

/// One authenticated control connection with its commands spelled out.
@Loop final class TorSession {
    /// tor's version.
    let version: String?

    private let connection: ControlConnection
    private let timing: TorTiming

    /// Authenticates on `connection`, which is closed when that fails.
    ///
    /// - Parameter cookiePath: where the cookie must lie; nil to believe the server, which is only for a tor that is not ours.
    /// **Errors** ``TorControlError``.
    init(
        _ connection: ControlConnection, cookiePath: String?, clientNonce: [UInt8], timing: TorTiming
    ) async throws(TorControlError) {
        self.connection = connection
        self.timing = timing
        var handshake = SafeCookie(clientNonce: clientNonce)
        do throws(TorControlError) {
            var action = SafeCookie.Action.send(handshake.firstLine)
            authentication: while true {
                switch action {
                case .send(let line):
                    action = try handshake.received(try await connection.send(line, within: timing.commandLimit))
                case .readCookie(let path):
                    guard let path = cookiePath ?? path else { throw .cookieUnreadable }
                    action = try handshake.cookieRead(try CookieFile.read(path))
                case .authenticated:
                    break authentication
                }
            }
        } catch {
            connection.close()
            throw error
        }
        version = handshake.version
    }

    /// Why the connection ended; nil while it stands.
    var failure: TorControlError? { connection.failure }

    /// Hears of events from now on.
    func listen(_ onEvent: @escaping @Loop (ControlEvent) -> Void) async throws(TorControlError) {
        connection.onEvent = onEvent
        try await expectOK(SetEvents.line)
    }

    /// Makes this connection tor's owner, after making sure that it is the tor we started.
    ///
    /// **Errors** ``TorControlError/anotherTorAnswered`` and the connection's.
    func own(processID: Int32) async throws(TorControlError) {
        guard try await info([.processID]).processID == processID else { throw .anotherTorAnswered }
        try await expectOK(Ownership.take)
        try await expectOK(Ownership.forgetProcess)
    }

    /// Asks for facts.
    func info(_ keys: [GetInfo.Key]) async throws(TorControlError) -> GetInfo {
        try GetInfo(try await connection.send(try GetInfo.line(keys), within: timing.commandLimit), to: keys)
    }

    /// Publishes an onion service. One that came out under another ID than its key spells is taken back.
    ///
    /// **Errors** ``TorControlError/wrongServiceID``, a refusal, or the connection's end.
    func add(_ onion: OnionService) async throws(TorControlError) {
        let reply = try await connection.send(try AddOnion.line(onion), within: timing.commandLimit)
        let serviceID = try AddOnion.serviceID(reply)
        guard serviceID == onion.address.serviceID else {
            try await delete(serviceID: serviceID)
            throw .wrongServiceID
        }
    }

    /// Takes an onion service back.
    func delete(serviceID: String, within limit: Duration? = nil) async throws(TorControlError) {
        let line = try DelOnion.line(serviceID: serviceID)
        try (try await connection.send(line, within: limit ?? timing.commandLimit)).expectOK()
    }

    /// Has tor end itself. It may end before it answers, which is as good.
    func shutDown() async { _ = try? await connection.send(Signal.shutdown, within: timing.farewellLimit) }

    /// Waits until the connection has ended, or `limit` has passed. Says whether it has ended.
    func waitUntilEnded(within limit: Duration) async -> Bool { await connection.waitUntilEnded(within: limit) }

    /// Ends the connection, and with it every service published on it.
    func close() { connection.close() }

    private func expectOK(_ line: ControlLine) async throws(TorControlError) {
        try (try await connection.send(line, within: timing.commandLimit)).expectOK()
    }
}
