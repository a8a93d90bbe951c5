/// How large a form may be.
package struct FormLimits: Sendable, Equatable {
    /// The whole body. Checked against the announced length, before any of it is read.
    package var bodyByteCount: Int
    /// One value after decoding.
    package var valueByteCount: Int
    /// Our largest form has five fields.
    package var fieldCount: Int
    /// Our longest name is `destruction_password`.
    package var nameByteCount: Int

    /// Limits of a page of one's own; the last two are enough for every form of the house.
    package init(bodyByteCount: Int, valueByteCount: Int, fieldCount: Int = 16, nameByteCount: Int = 64) {
        self.bodyByteCount = bodyByteCount
        self.valueByteCount = valueByteCount
        self.fieldCount = fieldCount
        self.nameByteCount = nameByteCount
    }

    /// A few short fields. A line of 500 characters is percent-encoded up to 6,000 bytes.
    package static let short = FormLimits(bodyByteCount: 16 * 1024, valueByteCount: 4096)
}
