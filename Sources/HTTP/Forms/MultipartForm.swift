/// Gathers the text fields of a multipart form as its parts stream in.
///
/// A file part is taken only when it is empty: what a browser sends when nothing was chosen.
struct MultipartForm: Sendable {
    /// What has been gathered so far; complete once ``finish()`` did not throw.
    private(set) var form = Form()
    private var parser: MultipartParser
    private let limits: FormLimits
    private var head: PartHead?
    private var value: [UInt8] = []

    init(boundary: [UInt8], limits: FormLimits) {
        parser = MultipartParser(boundary: boundary)
        self.limits = limits
    }

    /// Takes the next bytes of the body.
    mutating func received(_ bytes: [UInt8]) throws(FormError) {
        for event in try parser.received(bytes) {
            switch event {
            case .partBegan(let head): self.head = head
            case .content(let bytes):
                guard head?.fileName == nil else { throw .fileNotTaken }
                guard value.count + bytes.count <= limits.valueByteCount else { throw .fieldTooLong(limit: limits.valueByteCount) }
                value.append(contentsOf: bytes)
            case .partEnded:
                if let head, head.fileName == nil { try form.add(name: head.name, value: value, limits: limits) }
                head = nil
                value = []
            case .finished: break
            }
        }
    }

    /// Call at the end of the body.
    func finish() throws(FormError) { try parser.finish() }
}
