internal import EventLoop

/// An answer: status, headers and body, before anything is written.
struct Response: Sendable {
    /// What follows the head.
    enum Body: Sendable {
        /// All of it, sent with its length.
        case whole([UInt8])
        /// Written piece by piece, chunked, for as long as the closure runs.
        case streamed(@Loop @Sendable (ChunkedBody) async throws(StreamError) -> Void)
    }

    /// The status code.
    var status: Status
    /// The headers of this answer alone; ``SecurityHeaders`` come with every one.
    var fields: [ResponseField]
    /// What follows the head.
    var body: Body

    init(_ status: Status, fields: [ResponseField] = [], body: Body = .whole([])) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// "Now fetch `place`": the answer to every form that changed something.
    static func seeOther(_ place: Place, fields: [ResponseField] = []) -> Response {
        Response(.seeOther, fields: [.location(place)] + fields)
    }

    /// The head as bytes. Neither `Server` nor `Date` nor `ETag`: they tell machines apart.
    func head(keepsAlive: Bool) -> [UInt8] {
        var lines = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n"
        for field in fields { lines += "\(field.name): \(field.value)\r\n" }
        lines += SecurityHeaders.lines
        if !fields.contains(where: \.decidesCaching) { lines += "Cache-Control: no-store\r\n" }
        switch body {
        case .whole(let bytes): lines += "Content-Length: \(bytes.count)\r\n"
        case .streamed: lines += "Transfer-Encoding: chunked\r\n"
        }
        lines += keepsAlive ? "\r\n" : "Connection: close\r\n\r\n"
        return Array(lines.utf8)
    }
}
