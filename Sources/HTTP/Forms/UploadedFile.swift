internal import Bytes
package import EventLoop

/// A file on its way in, read from the connection only as fast as somebody asks for it.
///
/// Its end is told by nil, and only when the whole body was well-formed and is over: what came before nil is not whole.
@Loop package final class UploadedFile: ByteSource {
    /// The name that the browser gave, at least one character and at most ``UploadParser/fileNameByteCount`` bytes. From outside: any text may stand in it.
    package let name: String
    /// Why it could not be read to its end.
    private(set) var failure: HTTPError?
    /// Whether somebody has asked for it.
    private(set) var isBegun = false
    private let body: RequestBody
    private var parser: UploadParser
    private var waiting: ArraySlice<[UInt8]>

    init(_ name: String, _ body: RequestBody, _ parser: UploadParser, _ content: [[UInt8]]) {
        self.name = name
        self.body = body
        self.parser = parser
        waiting = content[...]
    }

    /// The next bytes, some KiB; nil at the end.
    ///
    /// **Errors** ``HTTPError/form(_:)`` when something stands behind the file or the form has no end, those of ``RequestBody/read()``.
    @Loop package func next() async throws(HTTPError) -> [UInt8]? {
        isBegun = true
        if let failure { throw failure }
        do throws(HTTPError) {
            while waiting.isEmpty {
                guard body.remaining > 0 else {
                    try HTTPError.ofForm { () throws(FormError) in try parser.finish() }
                    return nil
                }
                let bytes = try await body.read()
                waiting = try HTTPError.ofForm { () throws(FormError) in try parser.received(bytes) }[...]
            }
            return waiting.popFirst()
        } catch {
            failure = error
            throw error
        }
    }

    /// Reads what is left and drops it, so that an answer arrives at a browser that still sends.
    package func drop() async throws(HTTPError) {
        while try await next() != nil {}
    }
}
