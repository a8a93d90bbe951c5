import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

@Suite struct InviteCodeTests {
    private static func typed(_ text: String) -> InviteCode? { InviteCode(typed: secret(text)) }

    @Test func `a code has 80 bits and reads as four groups of four`() throws {
        let text = InviteCode.random().exposedText()
        let groups = text.split(separator: "-")
        #expect(groups.count == 4 && groups.allSatisfy { $0.count == 4 } && text.count == 19)
        #expect(Base32.decode(groups.joined())?.count == 10)
    }

    @Test func `case, spaces and hyphens don't matter`() throws {
        let code = InviteCode.random()
        let text = code.exposedText()
        let letters = text.filter { $0 != "-" }
        for spelling in [
            text, text.uppercased(), letters, " \(text) ", letters.map(String.init).joined(separator: " "), "--\(letters)--",
            text.split(separator: "-").joined(separator: " - "),
        ] {
            #expect(Self.typed(spelling)?.secret == code.secret, "\(spelling.count) characters")
        }
    }

    @Test(arguments: [
        "", " ", "-", "abcd-efgh-ijkl-mno", "abcd-efgh-ijkl-mnopq", "abcd-efgh-ijkl-mno1", "abcd_efgh_ijkl_mnop", "abcd.efgh.ijkl.mnop",
        "abcd-efgh-ijkl-mnop\n", "abcd-efgh-ijkl-mnoé", "abcd–efgh–ijkl–mnop", String(repeating: "a", count: 65),
        String(repeating: " ", count: 60) + "abcdefghijklmnop",
    ])
    func `everything else is no code`(text: String) { #expect(Self.typed(text) == nil) }

    @Test func `an id has one spelling`() throws {
        let id = InviteID.random()
        #expect(InviteID(id.description) == id && id.description.count == 8)
        for text in ["", "0123456", "012345678", "0123456G", "0123ABCD", "+1234567", "0x123456"] { #expect(InviteID(text) == nil) }
    }
}
