/// The status codes this server sends.
package enum Status: UInt16, Sendable, CaseIterable {
    case ok = 200
    case partialContent = 206
    case seeOther = 303
    case badRequest = 400
    case forbidden = 403
    case notFound = 404
    case requestTimeout = 408
    case lengthRequired = 411
    case contentTooLarge = 413
    case targetTooLong = 414
    case mediaTypeNotSupported = 415
    case rangeNotSatisfiable = 416
    case expectationFailed = 417
    case unprocessable = 422
    case headTooLarge = 431
    case internalError = 500
    case notImplemented = 501
    case badGateway = 502
    case busy = 503
    case versionNotSupported = 505

    /// The reason phrase of RFC 9110 §15.
    package var reason: String {
        switch self {
        case .ok: "OK"
        case .partialContent: "Partial Content"
        case .seeOther: "See Other"
        case .badRequest: "Bad Request"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .requestTimeout: "Request Timeout"
        case .lengthRequired: "Length Required"
        case .contentTooLarge: "Content Too Large"
        case .targetTooLong: "URI Too Long"
        case .mediaTypeNotSupported: "Unsupported Media Type"
        case .rangeNotSatisfiable: "Range Not Satisfiable"
        case .expectationFailed: "Expectation Failed"
        case .unprocessable: "Unprocessable Content"
        case .headTooLarge: "Request Header Fields Too Large"
        case .internalError: "Internal Server Error"
        case .notImplemented: "Not Implemented"
        case .badGateway: "Bad Gateway"
        case .busy: "Service Unavailable"
        case .versionNotSupported: "HTTP Version Not Supported"
        }
    }
}
