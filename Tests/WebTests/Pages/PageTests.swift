import Accounts
import Chat
import Domain
import Mail
import Testing

@testable import Web

@Suite struct PageTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func written(_ message: Message) -> String {
        text(HTML(reserving: 0) { MessageRow(peer: "bob", in: English()).write(message, to: &$0) }.bytes)
    }

    var everyPage: [(name: String, bytes: [UInt8])] {
        Language.allCases.flatMap { language in
            EveryPage(words: language.words).all.map { ("\(language.rawValue): \($0.name)", $0.bytes) }
        }
    }

    @Test func `no page can run anything or fetch from elsewhere`() {
        for (name, bytes) in everyPage {
            let page = text(bytes).lowercased()
            for word in ["<script", "javascript:", "<svg", "<style", " style=", "http://", "https://", "@import", "<img", "<object"] {
                #expect(!page.contains(word), "\(name) holds \(word)")
            }
            #expect(page.firstMatch(of: /<[^>]* on[a-z]+=/) == nil, "\(name) has an event attribute")
        }
        let sheet = text(Stylesheet.bytes)
        for word in ["url(", "@import", "@font-face", "http"] { #expect(!sheet.contains(word)) }
    }

    @Test func `every page has a language, a title, one main landmark and balanced elements`() {
        for (name, bytes) in everyPage {
            let page = text(bytes)
            let language = name.prefix(2)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\"><head><meta charset=\"utf-8\">"), "\(name)")
            #expect(page.contains(" · OnionNode</title>"), "\(name)")
            #expect(page.ranges(of: "<main").count == 1, "\(name)")
            for tag in ["div", "p", "ul", "li", "form", "a", "span", "section", "label", "bdi", "h1", "details"] {
                let opened = page.matches(of: try! Regex("<\(tag)[ >]")).count
                #expect(opened == page.ranges(of: "</\(tag)>").count, "\(name): <\(tag)>")
            }
        }
    }

    @Test func `the first view weighs less than 14 kilobytes`() {
        for (name, bytes) in everyPage where !name.contains("stream") {
            #expect(bytes.count + Stylesheet.bytes.count < 14 * 1024, "\(name) weighs \(bytes.count + Stylesheet.bytes.count)")
        }
    }

    @Test func `every form that posts carries its token first, and every field a label`() {
        for (name, bytes) in everyPage {
            let page = text(bytes)
            for form in page.split(separator: "<form ").dropFirst() where form.hasPrefix("method=\"post\"") {
                #expect(form.drop { $0 != ">" }.hasPrefix("><input type=\"hidden\" name=\"token\" value="), "\(name)")
            }
            for input in page.matches(of: /<(input|textarea) id="([a-z_]+)"/) {
                #expect(page.contains("for=\"\(input.2)\""), "\(name): \(input.2)")
            }
        }
    }

    @Test func `a field with a problem says so to screen readers, together with its hint`() {
        let page = text(
            PasswordPages.password(viewer: Samples.viewer, problem: PasswordPages.Problem(words: "too short", field: .new)))
        #expect(page.contains("<p class=\"problem\" role=\"alert\" id=\"problem\">too short</p>"))
        #expect(page.ranges(of: "aria-describedby=\"new-hint problem\" aria-invalid=\"true\"").count == 1)
        #expect(page.ranges(of: "aria-invalid").count == 1)
        #expect(page.contains("<input id=\"password\" name=\"password\" type=\"password\" required autocomplete=\"current-password\""))
        #expect(page.contains("<input id=\"new_password\" name=\"new_password\" type=\"password\" required autocomplete=\"new-password\""))
        for (_, bytes) in everyPage {
            for ids in text(bytes).matches(of: /aria-describedby="([^"]*)"/) {
                for id in ids.1.split(separator: " ") { #expect(text(bytes).ranges(of: " id=\"\(id)\"").count == 1, "\(id)") }
            }
        }
    }

    @Test func `a line of the node's own is nobody's message`() {
        let row = written(Samples.message(1, "keys <renewed>", isMine: true, state: .notice))
        #expect(row == "<li class=\"notice\">\(English().text(of: MessageContent.Notice.keysRenewed))</li>")
    }

    @Test func `what a conversation's keys are made of is said under View`() {
        for agreement: KeyAgreement in [.classical, .hybrid] {
            let conversation = Conversation(id: Samples.chat, peer: Samples.address("bob"), notice: nil, keyAgreement: agreement)
            let page = text(ChatPage.page(conversation, viewer: Samples.viewer))
            #expect(page.contains("<li class=\"hint\">Encryption: ") && page.contains("ML-KEM-768") == (agreement == .hybrid))
            #expect(!page.contains("class=\"notice\""))
        }
    }

    @Test func `requests and answers that can't be opened are said to be there`() {
        func page(_ count: Int, isAnswerLocked: Bool) -> String {
            let sent = OutgoingRequest(
                to: Samples.address("bob"), greeting: "", minute: Samples.now, isAnswerLocked: isAnswerLocked)
            return text(
                RequestsPage.page(
                    Requests(incoming: [], outgoing: [sent], lockedCount: count), viewer: Samples.viewer, now: Samples.now))
        }
        #expect(!page(0, isAnswerLocked: false).contains("OpenSSL"))
        #expect(page(1, isAnswerLocked: false).contains("A request is here and can’t be opened: it needs post-quantum keys"))
        #expect(page(3, isAnswerLocked: false).contains("3 requests are here"))
        #expect(page(0, isAnswerLocked: true).contains("The answer is here and can’t be opened: it needs post-quantum keys"))
        #expect(!page(0, isAnswerLocked: true).contains("waits for an answer"))
    }

    @Test func `what others write stays text`() {
        let row = written(Samples.message(1, "</p><b>\"x\"\n<i>\u{202e}"))
        #expect(
            row
                == "<li class=\"theirs\"><span class=\"reader\">bob wrote: </span><p class=\"text\" dir=\"auto\">&lt;/p&gt;&lt;b&gt;&#34;x&#34;\n&lt;i&gt;"
                + "\u{fffd}</p><p class=\"meta\"><time datetime=\"2026-11-11T06:12Z\">06:12</time></p></li>")
        let requests = text(RequestsPage.page(Samples.requests, viewer: Samples.viewer, now: Samples.now))
        #expect(requests.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        let composer = text(ComposerPage.page(in: Samples.chat, view: .lines, token: "t", text: "\n</textarea>\"<", words: English()))
        #expect(composer.contains(">\n\n&lt;/textarea&gt;&#34;&lt;</textarea>"))
        let line = text(ComposerPage.page(in: Samples.chat, view: .line, token: "t", text: "\" onfocus=\"x", words: English()))
        #expect(line.contains("value=\"&#34; onfocus=&#34;x\""))
    }

    @Test func `each relation has its own way on`() {
        func result(_ relation: Profile.Relation) -> String {
            text(
                PeoplePage.page(
                    query: "bob", outcome: .found(Profile(address: Samples.address("bob"), relation: relation)), viewer: Samples.viewer))
        }
        let address = Samples.address("bob").description
        #expect(
            TestBrowser.withoutNumbers(result(.stranger)).contains(
                "<form method=\"post\" action=\"/people/request\"><input type=\"hidden\" name=\"token\" value=\"the-token\">"
                    + "<input type=\"hidden\" name=\"number\"><input type=\"hidden\" name=\"address\" value=\"\(address)\">"))
        #expect(result(.contact(Samples.chat)).contains("href=\"/chats/123456789abcdef0\""))
        for relation in [Profile.Relation.requested, .you, .asked(Samples.request), .contact(Samples.chat)] {
            #expect(!result(relation).contains("/people/request"))
        }
    }
}
