import Testing

@testable import HTTP

@Suite struct FormTests {
    private func decode(_ text: String, limits: FormLimits = .short) throws(FormError) -> Form {
        try URLEncodedForm.decode(Array(text.utf8), limits: limits)
    }

    @Test func `a form is decoded as a browser encoded it`() throws {
        let form = try decode("token=ab-_&text=a%26b+c%0D%0Ad%0De&empty=&name=%C3%BC&bare")
        #expect(form.text("token") == "ab-_")
        #expect(form.text("text") == "a&b c\nd\ne")
        #expect(form["text"] == Array("a&b c\r\nd\re".utf8))
        #expect(form["empty"] == [])
        #expect(form.text("name") == "ü")
        #expect(form["bare"] == [])
        #expect(form["missing"] == nil)
        #expect(form.text("missing") == "")
        #expect(try decode("") == Form())
    }

    @Test(
        arguments: [
            ("a=%", FormError.badEncoding), ("a=%4", .badEncoding), ("a=%g0", .badEncoding), ("a=%+1", .badEncoding),
            ("a=\u{0}", .badEncoding),
            ("a=<b>", .badEncoding), ("a=b=c", .badEncoding), ("a=ü", .badEncoding), ("a=%ff", .notText), ("a=%C3", .notText),
            ("%ff=a", .notText),
            ("a=%ED%A0%80", .notText), ("a=%C0%80", .notText), ("a=1&a=2", .repeatedField), ("a&a", .repeatedField),
            ("a=1&&b=2&", .repeatedField),
        ] as [(String, FormError)])
    func `a form that no browser sends is refused`(text: String, expected: FormError) {
        #expect(throws: expected) { try decode(text) }
    }

    @Test func `the caps of a form hold`() {
        let limits = FormLimits(bodyByteCount: 1000, valueByteCount: 10, fieldCount: 2, nameByteCount: 4)
        #expect(throws: FormError.tooManyFields(limit: 2)) { try decode("a=1&b=2&c=3", limits: limits) }
        #expect(throws: FormError.fieldTooLong(limit: 10)) { try decode("a=12345678901", limits: limits) }
        #expect(throws: FormError.fieldTooLong(limit: 4)) { try decode("abcde=1", limits: limits) }
        #expect(throws: Never.self) { try decode("abcd=1234567890&b=%31%32%33%34%35%36%37%38%39%30", limits: limits) }
    }

    @Test(
        arguments: [
            ("application/x-www-form-urlencoded", FormMediaType.urlEncoded),
            ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", .urlEncoded),
            ("multipart/form-data; boundary=abc", .multipart(boundary: Array("abc".utf8))),
            ("multipart/form-data; boundary=\"a-b\"", .multipart(boundary: Array("a-b".utf8))),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil), ("multipart/form-data; boundary=", nil),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=a b", nil), ("multipart/form-data; boundary=a;b", nil),
            ("multipart/mixed; boundary=a", nil), ("application/json", nil), ("application/x-www-form-urlencoded; charset=latin1", nil),
            (nil, nil),
            ("", nil),
        ] as [(String?, FormMediaType?)])
    func `only the two types of forms are taken`(text: String?, expected: FormMediaType?) {
        #expect(FormMediaType(text) == expected)
    }
}
