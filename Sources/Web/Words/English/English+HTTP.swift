internal import HTTP

extension English {
    func problem(_ error: HTTPError) -> String {
        switch error {
        case .malformed: "The request is not well-formed HTTP/1.1."
        case .versionNotSupported: "Only HTTP/1.1 is spoken here."
        case .methodNotSupported: "Only GET, HEAD and POST are understood here."
        case .targetTooLong(let limit): "The address of the page is over \(limit) bytes."
        case .headTooLarge: "The request’s headers are too large."
        case .foreignHost: "The request is for another host."
        case .lengthRequired: "A form has to say its length."
        case .codingNotSupported: "That transfer coding is not understood here."
        case .bodyTooLarge(let limit): "What was sent is over the limit of \(limit) bytes."
        case .mediaTypeNotSupported: "What was sent is not a form."
        case .expectationNotSupported: "That expectation can’t be met."
        case .form(let error): words(for: error)
        case .tooSlow: "The request came too slowly."
        case .underWay: "The same form is still being worked on."
        case .unreadable: "What was asked for can’t be read."
        case .disconnected: "The other side is gone."
        }
    }

    private func words(for error: FormError) -> String {
        switch error {
        case .badEncoding: "The form is not encoded as a browser would do it."
        case .notText: "The form holds bytes that are not UTF-8 text."
        case .tooManyFields(let limit): "The form has more than \(limit) fields."
        case .fieldTooLong(let limit): "A field of the form is over \(limit) bytes."
        case .repeatedField: "A field of the form came twice."
        case .badMultipart: "The form’s parts are not well-formed."
        case .fileNotTaken: "This form takes no file."
        case .fileTooEarly: "The file stands before the rest of the form."
        case .partAfterFile: "Something stands behind the file."
        }
    }
}
