internal import Crypto
internal import EventLoop
internal import HTTP

/// One sending of a form, as ``FormNumbers`` knows it again: by its number, where it went and what was in it, all under the token it came with.
///
/// The token is in no memory of the node: a mark says nothing to who has not got it, not even whether a guess at what was typed is right. What was
/// typed counts, so that a page that is older than its own effect (by Back, out of a browser's memory) can send other words, and none are lost.
/// **Source** protocol §12.6, decision 37.
struct FormSending: Sendable {
    /// The name under which the answer is kept. **Shape** 32 bytes.
    let mark: [UInt8]
    /// Opens what is kept under ``mark``.
    let key: SecretBytes
    /// Tells the sendings of one visitor from those of others. **Shape** 32 bytes.
    let visitor: [UInt8]

    /// The sending of `form` to `place`; the form's token has been checked. Nil when the form has no number.
    init?(_ form: Form, to place: Place) { self.init(form, place, file: []) }

    /// The sending of an upload, before its file has come. The file counts by its name and by the announced length of the whole, so that the same page
    /// can send another file.
    @Loop init?(_ upload: Upload, to place: Place) {
        self.init(upload.form, place, file: Array("\0file\0\(upload.byteCount)\0\(upload.file?.name ?? "")".utf8))
    }

    private init?(_ form: Form, _ place: Place, file: [UInt8]) {
        guard FormNumber(form) != nil else { return nil }
        let token = SecretBytes(copying: form["token"] ?? [])
        var code = HMACSHA256(key: token)
        code.update(Array("ONION1/form-sending\0\(place.text)\0".utf8))
        for (name, value) in form.fields {
            code.update(Array("\(name.utf8.count)\0\(value.count)\0\(name)".utf8))
            code.update(value)
        }
        code.update(file)
        mark = code.finish()
        key = SecretBytes(copying: HMACSHA256.code(Array("ONION1/form-answer\0".utf8) + mark, key: token))
        visitor = HMACSHA256.code(Array("ONION1/form-visitor\0".utf8), key: token)
    }
}
