/// Says which events to send from now on. All commands here are answered with `250 OK`.
///
/// ```
/// C: SETEVENTS STATUS_CLIENT HS_DESC
/// S: 250 OK
/// ```
///
/// **Source** control-spec §3.4.
enum SetEvents {
    /// The command for the two kinds this node reads: bootstrap progress and descriptor uploads.
    static let line = ControlLine("SETEVENTS").adding(literal: "STATUS_CLIENT").adding(literal: "HS_DESC")
}
