package import EventLoop

/// What answers the requests of a server's connections.
@Loop package protocol HTTPResponder: AnyObject {
    /// What every answer carries.
    var commonLines: HeaderLines { get }

    /// Whether a `Host` header names us; a request for another host gets no answer at all.
    func isOurs(_ host: String) -> Bool

    /// The answer to a request. A body that is left unread ends the connection.
    func respond(to head: RequestHead, body: RequestBody) async throws(HTTPError) -> Response

    /// The page that tells why a request was refused.
    ///
    /// - Parameter head: nil when it was refused before it had one.
    func refusal(_ status: Status, _ error: HTTPError, of head: RequestHead?) -> Response
}
