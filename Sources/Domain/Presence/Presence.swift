internal import Crypto
internal import Synchronization

/// Who is here: the sign-ins of this run of the node, and what holds a member present between requests.
///
/// A member is present while a request, a live page or a job holds their key. What holds it is registered here, so that everything of a sign-in
/// ends in the moment in which the sign-in does: nobody has to wait for it. In memory only; shared by the features of one node, each of which asks
/// without waiting. **Source** protocol §11.7.
public final class Presence: Sendable {
    /// Names a hold within this run.
    package struct HoldID: Hashable, Sendable { fileprivate let number: Int }

    private struct Hold: Sendable {
        let member: Member
        let end: @Sendable () -> Void
    }

    private struct State: Sendable {
        var signIns: SignIns
        var holds: [Int: Hold] = [:]
        var lastHold = 0

        /// Takes the holds out for which `isEnded` is true; to be ended by the caller when the lock is free again.
        mutating func release(_ isEnded: (Member) -> Bool) -> [Hold] {
            let ended = holds.filter { isEnded($0.value.member) }
            for number in ended.keys { holds[number] = nil }
            return Array(ended.values)
        }
    }

    private let state: Mutex<State>

    /// Nobody is here yet, and nobody may stay until lifetimes are set.
    package init() { state = Mutex(State(signIns: SignIns(lifetimes: SignIns.Lifetimes(idleSeconds: 0, totalSeconds: 0)))) }

    /// Other lifetimes, for every sign-in, also for those that began before.
    package func set(_ lifetimes: SignIns.Lifetimes) { state.withLock { $0.signIns.lifetimes = lifetimes } }

    /// How often the passwords of some account changed in this run.
    package var moment: Int { state.withLock { $0.signIns.moment } }

    /// How many sign-ins are remembered.
    package var signInCount: Int { state.withLock { $0.signIns.count } }

    /// Starts a sign-in whose password was judged at ``moment`` `since`, or later; the one that it pushes out, if there are too many, ends.
    ///
    /// **Errors** ``ChatError/signedOut``: that password is one no more.
    package func start(
        account: AccountID, name: Username, key: AccountKey, settings: MemberSettings, since: Int, now: Int64
    ) throws -> SignInCookie {
        let (cookie, ended) = try state.withLock { state -> (SignInCookie, [Hold]) in
            let started = try state.signIns.start(account: account, name: name, key: key, settings: settings, since: since, now: now)
            return (started.cookie, started.pushedOut.map { pushedOut in state.release { $0.signIn == pushedOut } } ?? [])
        }
        ended.forEach { $0.end() }
        return cookie
    }

    /// The sign-in and account key that `cookie` opens; counts as a use if `isActivity`. Nil when it has ended.
    package func use(_ cookie: SignInCookie, isActivity: Bool, now: Int64) -> (id: SignInID, signIn: SignIns.SignIn, key: AccountKey)? {
        state.withLock { $0.signIns.use(cookie, isActivity: isActivity, now: now) }
    }

    /// What `account` has chosen from now on, by change `number`.
    package func set(_ settings: MemberSettings, number: Int, of account: AccountID) {
        state.withLock { $0.signIns.set(settings, number: number, of: account) }
    }

    /// Whether the sign-in of `member` goes on at `now`; asking is no activity.
    package func isSignedIn(_ member: Member, now: Int64) -> Bool { isSignedIn(member.signIn, now: now) }

    /// Whether the sign-in `id` goes on at `now`; asking is no activity.
    package func isSignedIn(_ id: SignInID, now: Int64) -> Bool { state.withLock { $0.signIns.isLive(id, now: now) } }

    /// Whether somebody is signed in to `account`.
    package func isHere(_ account: AccountID, now: Int64) -> Bool { state.withLock { $0.signIns.isHere(account, now: now) } }

    /// Whether `account` was destroyed in this run of the node.
    package func isGone(_ account: AccountID) -> Bool { state.withLock { $0.signIns.isGone(account) } }

    /// The sign-ins of `account` that go on at `now`.
    package func signIns(of account: AccountID, now: Int64) -> [(id: SignInID, signIn: SignIns.SignIn)] {
        state.withLock { $0.signIns.all(of: account, now: now) }
    }

    /// Ends the sign-in of `cookie`, if there is one.
    package func end(_ cookie: SignInCookie) {
        end { state in state.signIns.end(cookie).map { ended in state.release { $0.signIn == ended } } ?? [] }
    }

    /// Ends the sign-in `id`.
    package func end(_ id: SignInID) {
        end { state in
            state.signIns.end(id)
            return state.release { $0.signIn == id }
        }
    }

    /// Ends the sign-ins that have outlived their time at `now`; until then they open nothing.
    package func endOld(now: Int64) {
        end { state in
            let old = Set(state.signIns.endOld(now: now))
            return state.release { old.contains($0.signIn) }
        }
    }

    /// Ends all sign-ins of `account`, whose passwords have changed: none starts any more whose password was judged before.
    package func endAllBefore(changeOf account: AccountID) {
        end { state in
            state.signIns.endAllBefore(changeOf: account)
            return state.release { $0.account == account }
        }
    }

    /// Ends all sign-ins of `account`, which is gone, for good.
    package func endForGood(_ account: AccountID) {
        end { state in
            state.signIns.endForGood(account)
            return state.release { $0.account == account }
        }
    }

    /// Holds `member` present until ``release(_:)``, or until the sign-in ends: then `onEnd` runs, at once and on the thread that ended it.
    ///
    /// Nil when the sign-in has ended already: nothing would end the hold later.
    package func hold(_ member: Member, now: Int64, onEnd: @escaping @Sendable () -> Void) -> HoldID? {
        state.withLock { state in
            guard state.signIns.isLive(member.signIn, now: now) else { return nil }
            state.lastHold += 1
            state.holds[state.lastHold] = Hold(member: member, end: onEnd)
            return HoldID(number: state.lastHold)
        }
    }

    /// Lets go of what ``hold(_:now:onEnd:)`` held.
    package func release(_ hold: HoldID) { state.withLock { $0.holds[hold.number] = nil } }

    /// A member who is held present and whose sign-in goes on at `now`: one that has ended may be held for a while yet.
    package func present(_ account: AccountID, now: Int64) -> Member? {
        state.withLock { state in
            state.holds.values.first { $0.member.account == account && state.signIns.isLive($0.member.signIn, now: now) }?.member
        }
    }

    private func end(_ change: (inout sending State) -> [Hold]) {
        for hold in state.withLock({ change(&$0) }) { hold.end() }
    }
}
