/// What a form with a file has to look like: small fields, then one file, then nothing.
package struct UploadShape: Sendable, Equatable {
    /// The name of the file's field.
    package let file: String
    /// The fields that must have come before the file begins: whoever reads them decides whether a byte of the file is taken.
    package let first: [String]
    /// The whole body. Checked against the announced length, before any of it is read.
    package let bodyByteCount: Int
    /// How large the small fields may be, each and all together.
    package let fields: FormLimits

    /// The shape of a page's own upload.
    package init(file: String, after first: [String], bodyByteCount: Int, fields: FormLimits = .short) {
        self.file = file
        self.first = first
        self.bodyByteCount = bodyByteCount
        self.fields = fields
    }
}
