import Crypto
import EventLoop

/// The links that are up: at most one per dialler and node, so up to two per pair.
///
/// A dialler's new link replaces its own elder. Nobody closes a link because of the other's: a rule that picks a winner closes both when
/// two nodes dial each other at once. What we send goes on the link that was completed last.
/// **Source** protocol §4.4, §4.5.
@Loop struct LinkTable {
    private struct Entry {
        var dialled: Link?
        var accepted: Link?
        var current: Link?
    }

    /// Links at once: an idle link takes some 30 KB here and a circuit in tor.
    nonisolated static let limit = 512

    private var entries: [OnionAddress: Entry] = [:]

    /// How many links there are.
    private(set) var count = 0

    /// All links.
    var all: [Link] { entries.values.flatMap { [$0.dialled, $0.accepted].compactMap(\.self) } }

    /// The sealed bytes that wait on all links for their other ends to read.
    var queuedByteCount: Int { all.reduce(0) { $0 + $1.queuedByteCount } }

    /// The link to send on; nil when there is none.
    func current(for node: OnionAddress) -> Link? { entries[node]?.current }

    /// Adds a link; gives the elder of the same dialler, which is to be closed.
    mutating func add(_ link: Link) -> Link? {
        var entry = entries[link.remote] ?? Entry()
        let elder: Link?
        switch link.side {
        case .dialled: (elder, entry.dialled) = (entry.dialled, link)
        case .accepted: (elder, entry.accepted) = (entry.accepted, link)
        }
        entry.current = link
        entries[link.remote] = entry
        if elder == nil { count += 1 }
        return elder
    }

    /// Removes a link that ended; does nothing when another took its place.
    mutating func remove(_ link: Link) {
        guard var entry = entries[link.remote] else { return }
        if entry.dialled === link {
            entry.dialled = nil
        } else if entry.accepted === link {
            entry.accepted = nil
        } else {
            return
        }
        count -= 1
        if entry.current === link { entry.current = entry.dialled ?? entry.accepted }
        entries[link.remote] = entry.current == nil ? nil : entry
    }

    /// The accepted link that has been silent longest, if longer than `silence`: it may make room for a newcomer.
    func longestSilent(at now: Duration, over silence: Duration) -> Link? {
        let candidates = entries.values.compactMap(\.accepted).filter { now - $0.lastActive >= silence }
        return candidates.min { $0.lastActive < $1.lastActive }
    }
}
