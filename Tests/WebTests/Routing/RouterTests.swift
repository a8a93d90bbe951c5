import Accounts
import Chat
import Domain
import EventLoop
import Mail
import Testing

@testable import HTTP
@testable import Web

@Suite struct RouterTests {
    @Test func `no two routes overlap`() {
        let routes = Router.house.routes
        for (number, route) in routes.enumerated() {
            for other in routes[(number + 1)...] where route.isForm == other.isForm {
                #expect(
                    !route.pattern.overlaps(other.pattern),
                    "\(route.pattern.path(filledWith: "*")) and \(other.pattern.path(filledWith: "*"))")
            }
        }
    }

    @Test func `patterns overlap where some path is both`() {
        func overlap(_ one: PathPattern, _ other: PathPattern) -> Bool {
            #expect(one.overlaps(other) == other.overlaps(one))
            return one.overlaps(other)
        }
        let (word, part) = (Path("a", "b").pattern, Path("a", of: ConversationID.self).pattern)
        #expect(overlap(word, word) && overlap(part, part) && overlap(word, part))
        #expect(!overlap(word, Path("a").pattern) && !overlap(word, Path("a", "c").pattern) && !overlap(part, Path("c", "b").pattern))
    }

    @Test func `every route is found by its path, once, and its place leads back to it`() {
        for route in Router.house.routes {
            let path = route.pattern.path(filledWith: "\(Samples.chat)")
            let found = Router.house.match(RequestTarget(path), isForm: route.isForm)
            #expect(RequestTarget(found?.place.text ?? "").path == path)
        }
        #expect(Router.house.routes.count > 25)
    }

    @Test func `every link and every form on every page leads to a route`() {
        var count = 0
        for (name, bytes) in PageTests().everyPage {
            let page = String(decoding: bytes, as: UTF8.self)
            for link in page.matches(of: /(?:href|src)="([^"#]+)"/) {
                count += 1
                #expect(Router.house.match(RequestTarget(String(link.1)), isForm: false) != nil, "\(name): \(link.1)")
            }
            for form in page.matches(of: /<form (method="post" )?action="([^"]*)"/) {
                count += 1
                #expect(Router.house.match(RequestTarget(String(form.2)), isForm: form.1 != nil) != nil, "\(name): \(form.2)")
            }
            for button in page.matches(of: /formaction="([^"#]*)/) {
                #expect(Router.house.match(RequestTarget(String(button.1)), isForm: true) != nil, "\(name): \(button.1)")
            }
        }
        #expect(count > 60)
    }

    @Test func `a page takes no body, and every form says how large it may be`() {
        for route in Router.house.routes {
            switch route.body {
            case .none: #expect(!route.isForm)
            case .form(let limits): #expect(route.isForm && (1...128 * 1024).contains(limits.bodyByteCount))
            case .upload(let shape):
                #expect(route.isForm && route.admission == .member && shape.first == ["token", "number"] && shape.bodyByteCount > 0)
            }
        }
    }

    @Test func `every form is refused without our origin before a byte of it is read, and without its token`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            let member = try await site.member("ada")
            let forms = Router.house.routes.filter(\.isForm)
            for route in forms {
                let path = route.pattern.path(filledWith: "\(Samples.chat)")
                for origin in [nil, "null", "http://evil.example", "https://\(member.host)"] {
                    let client = TestClient(site, member)
                    let answer = try await client.post(path, [("token", "x")], origin: origin)
                    #expect(answer.status == .forbidden && !client.hasRead, "\(path)")
                }
                for token in ["", "x"] {
                    let answer = try await TestClient(site, member).post(path, [("token", token)])
                    #expect(answer.status == .forbidden, "\(path)")
                }
                // Nobody: a form of members leads to the log-in page, or gives back what was written.
                let answer = try await TestClient(site, site.browser()).post(path, [("token", "x")])
                #expect(answer.status == (route.admission == .visitor || path.hasSuffix("/messages") ? .forbidden : .seeOther), "\(path)")
            }
            #expect(forms.allSatisfy { $0.admission != .anyone } && forms.count > 10)
            #expect(try await member.get("/").status == 200)
        }
    }

    @Test func `every page of members is closed to others`() async throws {
        try await onLoop {
            let site = try await TestSite.make()
            defer { site.node.remove() }
            for route in Router.house.routes where !route.isForm && route.admission == .member {
                let path = route.pattern.path(filledWith: "\(Samples.chat)")
                let answer = try await TestClient(site, site.browser()).get(path)
                #expect(answer.status == .seeOther || answer.status == .forbidden, "\(path)")
            }
        }
    }
}
