/// Ties tor's life to this control connection.
///
/// ```
/// C: TAKEOWNERSHIP                              S: 250 OK
/// C: RESETCONF __OwningControllerProcess        S: 250 OK
/// ```
///
/// tor is started with `__OwningControllerProcess`, so that it ends (it looks every 15 s) when the node dies before the connection stands.
/// From `TAKEOWNERSHIP` on the end of the connection ends it at once, and the look at the process is switched off, in that order.
///
/// **Source** control-spec §3.23.
enum Ownership {
    /// From here on the end of this connection is the end of tor.
    static let take = ControlLine("TAKEOWNERSHIP")
    /// tor need not look for our process any more.
    static let forgetProcess = ControlLine("RESETCONF").adding(literal: "__OwningControllerProcess")
}
