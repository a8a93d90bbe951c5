internal import Crypto

/// Publishes an onion service for as long as the control connection lives.
///
/// ```
/// C: ADD_ONION ED25519-V3:<88 base64> Flags=DiscardPK MaxStreams=100 Port=80,unix:/path
/// S: 250-ServiceID=<56 base32>
/// S: 250 OK
/// ```
///
/// Never `NEW:` (the key is ours) and never `Detach` (a service must not outlive its node).
///
/// **Source** control-spec §3.27; protocol §2.3.
enum AddOnion {
    /// The command for `onion`. It holds the onion's key: it is never shown.
    ///
    /// **Errors** ``TorControlError/controlTextNotAllowed`` when the target's path has a character that the command can't carry.
    static func line(_ onion: OnionService) throws(TorControlError) -> ControlLine {
        try ControlLine("ADD_ONION")
            .adding(prefix: "ED25519-V3:", secret: onion.key.expandedSecret())
            .adding(literal: "Flags=DiscardPK")
            .adding(key: "MaxStreams", word: String(onion.maximumStreams))
            .adding(key: "Port", word: "\(onion.virtualPort),unix:\(onion.targetPath)")
    }

    /// The service ID that tor published.
    ///
    /// **Errors** ``TorControlError/commandRefused(status:)``, ``TorControlError/garbledReply``.
    static func serviceID(_ reply: ControlReply) throws(TorControlError) -> String {
        let found = try reply.successLines().compactMap { line in
            line.text.hasPrefix("ServiceID=") ? String(line.text.dropFirst("ServiceID=".count)) : nil
        }
        guard found.count == 1 else { throw .garbledReply }
        return found[0]
    }
}

/// Takes a published onion service back.
///
/// ```
/// C: DEL_ONION <56 base32>
/// S: 250 OK
/// ```
///
/// **Source** control-spec §3.28.
enum DelOnion {
    /// The command.
    ///
    /// **Errors** ``TorControlError/controlTextNotAllowed``.
    static func line(serviceID: String) throws(TorControlError) -> ControlLine {
        try ControlLine("DEL_ONION").adding(serviceID)
    }
}
