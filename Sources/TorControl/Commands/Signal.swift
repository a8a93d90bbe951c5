/// Has tor act as if it had got a signal.
///
/// ```
/// C: SIGNAL SHUTDOWN
/// S: 250 OK
/// ```
///
/// **Source** control-spec §3.7.
enum Signal {
    /// Ends tor cleanly; one that is no relay ends at once.
    static let shutdown = ControlLine("SIGNAL").adding(literal: "SHUTDOWN")
}
