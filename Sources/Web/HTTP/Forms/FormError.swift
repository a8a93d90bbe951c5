/// Why a form is refused. It tells shape, never content.
enum FormError: Error, Equatable, Sendable {
    /// A percent sign without two hexadecimal digits, or a byte that has to be written with one.
    case badEncoding
    /// A name or value is not UTF-8.
    case notText
    /// More fields than allowed.
    case tooManyFields(limit: Int)
    /// A field's name or value is over its limit of bytes.
    case fieldTooLong(limit: Int)
    /// The same name came twice.
    case repeatedField
    /// A multipart body breaks RFC 7578's framing.
    case badMultipart
    /// A file part holds bytes where only an empty one is taken.
    case fileNotTaken
}

extension FormError: CustomStringConvertible {
    /// The plain words for this error.
    var description: String {
        switch self {
        case .badEncoding: "the form is not encoded as a browser would do it"
        case .notText: "the form holds bytes that are not UTF-8 text"
        case .tooManyFields(let limit): "the form has more than \(limit) fields"
        case .fieldTooLong(let limit): "a field of the form is over \(limit) bytes"
        case .repeatedField: "a field of the form came twice"
        case .badMultipart: "the form's parts are not well-formed"
        case .fileNotTaken: "this form takes no file"
        }
    }
}
