import Accounts
import Chat
import Domain
import EventLoop
import Glibc
import Mail

/// Two nodes with people who know each other, for Benchmarks/pages.py to visit: it measures this process from outside.
enum PagesNode {
    private static let conversationCount = 30
    private static let requestCount = 3
    private static let messageCount = 50
    /// Each of the other members' sign-ins may have three live pages on each front: with four more fronts 28 members make 1,008.
    private static let signInsPerMember = 3
    private static let frontCount = 4

    /// Arguments: a folder to make both nodes' files in. Prints what a visitor needs to know, a word and its value a line, and serves until killed.
    static func run(_ arguments: [String]) -> Int32 {
        guard let folder = arguments.first else { return EXIT_FAILURE }
        spawn {
            do { try await serve(in: folder) } catch {
                print("\(error)")
                exit(EXIT_FAILURE)
            }
        }
        Loop.run()
        return EXIT_SUCCESS
    }

    @Loop private static func serve(in folder: String) async throws {
        let network = BenchmarkNetwork()
        let left = try await BenchmarkNode(in: folder + "/left", network: network)
        let right = try await BenchmarkNode(in: folder + "/right", network: network)
        let ada = try await left.register("ada")
        let (bob, cleo) = (try await left.register("bob"), try await right.register("cleo"))
        let withBob = try await connect(bob, on: left, to: ada, on: left)
        let withCleo = try await connect(cleo, on: right, to: ada, on: left)
        var friends: [(name: String, conversation: ConversationID)] = []
        for number in 2..<conversationCount {
            let other = try await left.register("friend\(number)")
            let conversation = try await connect(other, on: left, to: ada, on: left)
            _ = try await left.chat.mail.send("good evening, number \(number)", in: conversation.asked, as: ada)
            friends.append(("friend\(number)", conversation.asker))
        }
        for number in 0..<requestCount {
            let other = try await left.register("stranger\(number)")
            try await ask(other, on: left, ada)
        }
        for number in 0..<messageCount {
            let isAda = number.isMultiple(of: 2)
            let text = "Message number \(number): the ferry leaves at a quarter past seven, bring the \"grey\" bag & nothing else."
            _ = try await left.chat.mail.send(text, in: isAda ? withBob.asked : withBob.asker, as: isAda ? ada : bob)
            try await until { try await left.chat.mail.waitingEnvelopeCount() == 0 }
        }
        print("left", left.port)
        print("right", right.port)
        print("ada", try await left.signIn("ada").exposedText())
        print("bob", try await left.signIn("bob").exposedText())
        print("cleo", try await right.signIn("cleo").exposedText())
        print("ada-bob", withBob.asked)
        print("bob-ada", withBob.asker)
        print("ada-cleo", withCleo.asked)
        print("cleo-ada", withCleo.asker)
        var listeners: [Listener] = []
        for _ in 0..<frontCount {
            let (listener, port) = try BenchmarkNode.front(of: left.chat)
            listeners.append(listener)
            print("front", port)
        }
        for friend in friends {
            for _ in 0..<signInsPerMember { print("visitor", try await left.signIn(friend.name).exposedText(), friend.conversation) }
        }
        print("ready", getpid())
        fflush(nil)
        while true { try await sleep(for: .seconds(3600)) }
    }

    /// Connects two members and gives each one's conversation.
    @Loop private static func connect(
        _ asker: Member, on asking: BenchmarkNode, to asked: Member, on answering: BenchmarkNode
    ) async throws -> (asker: ConversationID, asked: ConversationID) {
        try await ask(asker, on: asking, asked)
        var accepted: ConversationID?
        try await until {
            await answering.chat.mail.opened(for: asked)
            let request = try await answering.chat.mail.requests(of: asked).incoming.first { $0.from == asker.address }
            if let request { accepted = try await answering.chat.mail.accept(request.id, as: asked) }
            return request != nil
        }
        var made: ConversationID?
        try await until {
            await asking.chat.mail.opened(for: asker)
            made = try await asking.chat.mail.conversations(of: asker).first { $0.peer == asked.address }?.id
            return made != nil
        }
        guard let accepted, let made else { throw SignInError.refused }
        return (made, accepted)
    }

    @Loop private static func ask(_ asker: Member, on node: BenchmarkNode, _ asked: Member) async throws {
        _ = try await node.chat.mail.search(asked.address.description, as: asker)
        try await node.chat.mail.sendRequest(to: asked.address, greeting: "hello, it is me", as: asker)
    }

    /// Returns when `condition` holds; gives up after ten seconds.
    @Loop private static func until(_ condition: @Loop () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while try await !condition() {
            guard ContinuousClock.now < end else { throw StreamError.timedOut }
            try await sleep(for: .milliseconds(2))
        }
    }
}
