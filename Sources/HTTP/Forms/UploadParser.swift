/// A form with a file as it streams in: a value, bytes in, the file's bytes out.
///
/// The small fields come first, as ``UploadShape/first`` asks, then one file, then nothing: what stands otherwise is refused, so that a token is
/// always read before the file it speaks for. **Limits** those of ``MultipartParser`` and of the shape; a file's name has at most 1020 bytes.
/// **Source** RFC 7578; decision 28.
struct UploadParser: Sendable {
    /// Where it stands.
    enum Stage: Sendable, Equatable {
        /// Small fields, or none yet.
        case fields
        /// The file.
        case file
        /// The field of the file is there, and nothing was chosen.
        case noFile
        /// The file is over.
        case afterFile
    }

    /// 255 characters of 4 bytes: what file systems and browsers allow.
    static let fileNameByteCount = 1020

    /// The small fields so far; all of them once the file has begun.
    private(set) var form = Form()
    private(set) var stage: Stage = .fields
    /// The name of the file; nil while none has begun, and when none was chosen.
    private(set) var fileName: String?
    private let shape: UploadShape
    private var parser: MultipartParser
    private var field: (name: [UInt8], value: [UInt8])?
    private var fieldByteCount = 0

    init(boundary: [UInt8], shape: UploadShape) {
        parser = MultipartParser(boundary: boundary)
        self.shape = shape
    }

    /// Takes the next bytes of the body; gives those of the file among them.
    mutating func received(_ bytes: [UInt8]) throws(FormError) -> [[UInt8]] {
        var content: [[UInt8]] = []
        for event in try parser.received(bytes) {
            switch event {
            case .partBegan(let head): try begin(head)
            case .content(let bytes):
                if stage == .file { content.append(bytes) } else { try addToField(bytes) }
            case .partEnded: try endPart()
            case .finished: break
            }
        }
        return content
    }

    /// Call at the end of the body.
    func finish() throws(FormError) { try parser.finish() }

    private mutating func begin(_ head: PartHead) throws(FormError) {
        guard stage == .fields else { throw .partAfterFile }
        guard let fileName = head.fileName else {
            field = (head.name, [])
            return
        }
        guard head.name.elementsEqual(shape.file.utf8) else { throw .fileNotTaken }
        guard shape.first.allSatisfy({ form[$0] != nil }) else { throw .fileTooEarly }
        guard fileName.count <= Self.fileNameByteCount else { throw .fieldTooLong(limit: Self.fileNameByteCount) }
        guard let name = String(validating: fileName, as: UTF8.self) else { throw .notText }
        stage = name.isEmpty ? .noFile : .file
        self.fileName = name.isEmpty ? nil : name
    }

    private mutating func addToField(_ bytes: [UInt8]) throws(FormError) {
        // A browser sends an empty part without a name when nothing was chosen.
        guard let field else { throw .fileNotTaken }
        fieldByteCount += bytes.count
        guard field.value.count + bytes.count <= shape.fields.valueByteCount else {
            throw .fieldTooLong(limit: shape.fields.valueByteCount)
        }
        guard fieldByteCount <= shape.fields.bodyByteCount else { throw .fieldTooLong(limit: shape.fields.bodyByteCount) }
        self.field?.value += bytes
    }

    private mutating func endPart() throws(FormError) {
        guard let field else {
            stage = .afterFile
            return
        }
        try form.add(name: field.name, value: field.value, limits: shape.fields)
        self.field = nil
    }
}
