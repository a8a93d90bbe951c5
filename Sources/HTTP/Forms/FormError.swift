/// Why a form is refused. It tells shape, never content.
package enum FormError: Error, Equatable, Sendable {
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
    /// The file of an upload began before the fields that have to stand before it.
    case fileTooEarly
    /// Something stands behind the file of an upload.
    case partAfterFile
}
