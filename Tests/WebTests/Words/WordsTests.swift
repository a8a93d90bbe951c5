import Domain
import Mail
import Testing

@testable import Web

@Suite struct WordsTests {
    /// What people can meet in a page: its text, and what attributes say.
    private struct Shown {
        var texts: [String] = []

        init(_ page: String) {
            var text = ""
            for piece in page.split(separator: "<", omittingEmptySubsequences: false) {
                guard let end = piece.firstIndex(of: ">") else { continue }
                let tag = piece[..<end]
                for attribute in ["title", "aria-label", "placeholder"] {
                    guard let start = tag.range(of: " \(attribute)=\"")?.upperBound else { continue }
                    texts.append(String(tag[start...].prefix { $0 != "\"" }))
                }
                text += piece[piece.index(after: end)...]
                // A sentence ends with its element: what is open over such a border was cut off.
                if ["/p", "/li", "/h1", "/h2", "/label", "/button", "/title", "/summary", "/main"].contains(String(tag)) {
                    texts.append(text)
                    text = ""
                }
            }
            texts.append(text)
        }
    }

    /// What remains of `text` outside the marks; nil when they do not fit together.
    private func unmarked(_ text: String) -> String? {
        var depth = 0
        var rest = ""
        for character in text {
            switch character {
            case "⟦": depth += 1
            case "⟧": depth -= 1
            default: if depth == 0 { rest.append(character) }
            }
            if depth < 0 { return nil }
        }
        return depth == 0 ? rest : nil
    }

    /// What members wrote or are called, and the names of the house and of languages: nobody translates them.
    private var data: [String] {
        let escaped = { (text: String) -> String in
            var out: [UInt8] = []
            Escape.text(text, to: &out)
            return String(decoding: out, as: UTF8.self)
        }
        let requests = Samples.requests
        let names = (["ada", "bob", "eve.adams", "mallory", "grace"] + Samples.summaries.map(\.peer.name.description)).sorted {
            $0.count > $1.count
        }
        let previews = Samples.summaries.compactMap { summary -> String? in
            guard case .text(let text) = summary.last else { return nil }
            return String(text.prefix { $0 != "\n" }.prefix(120))
        }
        let greetings = requests.incoming.map(\.greeting) + requests.outgoing.map(\.greeting)
        let nodes = [Samples.node.description, Samples.otherNode.description]
        let written = Samples.messages.map(\.text).filter { !$0.isEmpty } + previews + greetings
        return (written + nodes + names + ["OnionNode"] + Language.allCases.map(\.ownName)).map(escaped)
    }

    @Test func `every sentence on every page is of the catalogue`() {
        for (name, bytes) in EveryPage(words: MarkedWords()).all {
            for text in Shown(String(decoding: bytes, as: UTF8.self)).texts {
                guard var rest = unmarked(text) else {
                    Issue.record("\(name): a sentence is cut off: \(text)")
                    continue
                }
                for value in data { rest = rest.replacingOccurrences(value) }
                let hasLetters = rest.contains(where: \.isLetter)
                #expect(!hasLetters, "\(name): outside the catalogue stands \(rest)")
            }
        }
    }

    @Test func `the check finds a sentence outside the catalogue`() {
        #expect(unmarked("⟦Hello⟧, you") == ", you")
        #expect(unmarked("⟦Hello ⟦you⟧⟧ · 3") == " · 3")
        #expect(unmarked("⟦Hello") == nil)
        #expect(Shown("<p title=\"a tip\">text <b>bold</b></p>").texts == ["a tip", "text bold", ""])
    }

    @Test func `no page says in German what it says in English`() {
        let same = ["live", "ok", "onionnode", "english", "deutsch", "chats"]
        let english = Set(EveryPage(words: English()).everyProblem.map(\.words))
        let german = EveryPage(words: German()).everyProblem
        #expect(english.count > 60)
        for (name, words) in german { #expect(!english.contains(words), "\(name): \(words)") }
        func texts(_ words: any Words) -> [String] {
            EveryPage(words: words).all.flatMap { Shown(String(decoding: $0.bytes, as: UTF8.self)).texts }
        }
        let both = Set(texts(English())).intersection(texts(German())).filter { text in
            var rest = text
            for value in data { rest = rest.replacingOccurrences(value) }
            return rest.contains(where: \.isLetter) && !same.contains(rest.lowercased().filter(\.isLetter))
        }
        #expect(both.isEmpty)
    }

    @Test(arguments: Language.allCases) func `a sentence is a whole one`(language: Language) {
        for (name, words) in EveryPage(words: language.words).everyProblem {
            #expect(words.first?.isUppercase == true && (words.hasSuffix(".") || words.hasSuffix(".onion")), "\(name): \(words)")
            #expect(!words.contains("'") && !words.contains("\"") && !words.contains("  "), "\(name): \(words)")
        }
    }

    @Test func `text in a sentence never becomes markup`() {
        let link = Link(.people)
        let sentence: Sentence = "<b>&\(link("<i>"))\("\"x\"")\(7)\(Part("<u>", .name))"
        #expect(
            String(decoding: HTMLBuilder.buildExpression(sentence).bytes, as: UTF8.self)
                == "&lt;b&gt;&amp;<a href=\"/people\">&lt;i&gt;</a>&#34;x&#34;7<bdi>&lt;u&gt;</bdi>")
    }

    @Test func `a button's name begins with what is seen on it`() {
        for language in Language.allCases {
            let words = language.words
            let buttons = [words.accept("eve"), words.deny("eve"), words.undoDenial("eve"), words.logOutBrowser(lastUsed: "now")]
            for button in buttons { #expect(button.name.hasPrefix(button.shown) && button.name.count > button.shown.count) }
        }
    }
}

extension String {
    /// The text without `value`.
    fileprivate func replacingOccurrences(_ value: String) -> String { value.isEmpty ? self : replacing(value, with: "") }
}
