@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// A node, its clocks and its members in simulated time: what is true, what the machine's clock says, what tor says, who was last here when.
struct DormancyWorld {
    static let day: Int64 = 86_400
    static let days = 30

    /// The tor of the node: with a network it has the present consensus, cut off the last.
    enum Tor { case connected, cut, none, lying }

    private(set) var truth: Int64
    /// What the machine's clock is ahead of the truth by.
    var ahead: Int64 = 0
    var tor = Tor.connected
    private var bootedAt: Int64
    private var consensus: ClosedRange<Int64>?
    private var dormancy = Dormancy(kept: nil)
    /// What is in the database.
    private var kept: ServedDays?
    /// Who is a member: when they last logged in, in truth, and what was kept of it.
    private(set) var members: [Int: (seen: Int64, last: UnixDay)] = [:]
    /// Whoever was deleted: how long they had not been here, in truth.
    private(set) var deleted: [(member: Int, absence: Int64)] = []
    private var nextMember = 0

    init(at truth: Int64 = 1_795_165_200) {
        self.truth = truth
        bootedAt = truth - 1000
    }

    /// The node runs on for `seconds`, and looks at its clocks every `interval`.
    mutating func run(_ seconds: Int64, interval: Int64 = 600) {
        let end = truth + seconds
        while truth < end {
            truth += min(interval, end - truth)
            look()
        }
    }

    /// The node is off for `seconds`; its machine boots again.
    mutating func restart(after seconds: Int64) {
        begin(after: seconds)
        look()
    }

    /// The same, up to the moment before its first look at the clocks.
    mutating func begin(after seconds: Int64) {
        truth += seconds
        bootedAt = truth - 30
        dormancy = Dormancy(kept: kept)
    }

    mutating func register() {
        nextMember += 1
        logIn(nextMember)
    }

    mutating func logIn(_ member: Int) {
        let (account, sinceBoot) = (AccountID(row: Int64(member)), truth - bootedAt)
        let day = dormancy.day(of: account, at: sinceBoot)
        dormancy.loggedIn(account, on: day, at: sinceBoot)
        members[member] = (truth, day)
    }

    /// The day that a page would show to `member`.
    func shownDay(_ member: Int) -> UnixDay? { dormancy.vanishingDay(of: AccountID(row: Int64(member)), days: Self.days) }

    var doubt: ClockDoubt? { dormancy.doubt }

    mutating func look() {
        switch tor {
        case .connected: consensus = truth - 3600...truth + 7200
        case .lying: consensus = truth + ahead - 3600...truth + ahead + 7200
        case .none: consensus = nil
        case .cut: break
        }
        let reading = ClockReading(wall: truth + ahead, sinceBoot: truth - bootedAt, consensus: consensus)
        let orders = dormancy.look(reading, days: Self.days)
        if let served = orders.keep {
            kept = served
            dormancy.wasKept(served)
        }
        for (account, day) in orders.late {
            let member = Int(account.row)
            if let last = members[member]?.last { members[member]?.last = max(last, day) }
        }
        dormancy.wereKept(orders.late)
        guard orders.isToSweep, let served = dormancy.served(days: Self.days) else { return }
        for (member, state) in members {
            switch served.verdict(on: state.last) {
            case .stays: break
            case .damaged: members[member] = (state.seen, served.today)
            case .goes:
                deleted.append((member, truth - state.seen))
                members[member] = nil
            }
        }
        dormancy.wasSwept(at: reading)
    }
}

/// Chance that is the same each time: SplitMix64.
struct TestChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
