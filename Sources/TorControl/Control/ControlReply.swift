/// One reply of tor, or one event: all its lines, under one status.
///
/// **Source** control-spec §2.3.
struct ControlReply: Equatable, Sendable {
    /// A line of a reply, with the data that follows it when it was marked by `+`.
    struct Line: Equatable, Sendable {
        /// What stands after the status and its separator.
        var text: String
        /// The lines of the data section, without their escaping dots; empty when there is none.
        var data: [String] = []
    }

    /// The three-digit status: 250 is success, 650 an event.
    let status: Int
    /// At least one line; the last is the one that ended the reply.
    let lines: [Line]

    /// The status of events, which arrive between replies.
    static let eventStatus = 650

    /// Whether this is an event and not the answer to a command.
    var isEvent: Bool { status == Self.eventStatus }

    /// The lines' texts.
    ///
    /// **Errors** ``TorControlError/commandRefused(status:)`` when the status is not 250.
    func successLines() throws(TorControlError) -> [Line] {
        guard status == 250 else { throw .commandRefused(status: status) }
        return lines
    }

    /// Checks that the reply is a plain success: `250 OK`.
    ///
    /// **Errors** ``TorControlError/commandRefused(status:)``, ``TorControlError/garbledReply``.
    func expectOK() throws(TorControlError) {
        guard try successLines().count == 1 else { throw .garbledReply }
    }
}
