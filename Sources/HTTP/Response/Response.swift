/// An answer: status, headers and body, before anything is written.
package struct Response: Sendable {
    /// What follows the head.
    package enum Body: Sendable {
        /// All of it, sent with its length.
        case whole([UInt8])
        /// Written piece by piece, chunked, for as long as the closure runs.
        case streamed(ChunkedBody.Writer)
        /// A part of something whose length is known, sent with the part's length and pulled no faster than it leaves.
        case content(Content, Range<Int>)
    }

    /// The status code.
    package var status: Status
    /// The headers of this answer alone; the server's own come with every one.
    package var fields: [ResponseField]
    /// What follows the head.
    package var body: Body

    /// An answer; without a body when none is said.
    package init(_ status: Status, fields: [ResponseField] = [], body: Body = .whole([])) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// "Now fetch `target`": the answer to every form that changed something.
    package static func seeOther(_ target: LocalTarget, fields: [ResponseField] = []) -> Response {
        Response(.seeOther, fields: [.location(target)] + fields)
    }

    /// The head as bytes. Neither `Server` nor `Date`: they tell machines apart.
    ///
    /// - Parameter common: what every answer of this server carries.
    package func head(keepsAlive: Bool, common: HeaderLines) -> [UInt8] {
        var lines = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n"
        for field in fields { lines += "\(field.name): \(field.value)\r\n" }
        lines += common.text
        if !fields.contains(where: \.decidesCaching) { lines += "Cache-Control: no-store\r\n" }
        switch body {
        case .whole(let bytes): lines += "Content-Length: \(bytes.count)\r\n"
        case .content(_, let part): lines += "Content-Length: \(part.count)\r\n"
        case .streamed: lines += "Transfer-Encoding: chunked\r\n"
        }
        lines += keepsAlive ? "\r\n" : "Connection: close\r\n\r\n"
        return Array(lines.utf8)
    }
}
