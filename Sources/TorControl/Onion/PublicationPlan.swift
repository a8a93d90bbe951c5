internal import Crypto

/// Which onion services should be published and which are: a value that says what to do next, and takes what came of it.
///
/// It belongs to one ``TorService``; all that is remembered of a control connection is forgotten when that ends, so that the next one
/// begins by publishing everything again.
struct PublicationPlan: Sendable {
    /// What to do next on the control connection.
    enum Step: Sendable {
        case add(OnionService)
        case delete(serviceID: String)
    }

    private struct Entry {
        var onion: OnionService
        var publication: Publication
        /// Whether tor was asked on this connection, whatever it answered.
        var isAsked = false
        /// Directories with an upload on its way.
        var pendingDirectories: Set<String> = []
    }

    /// 64 directories: tor uploads to some 16 for each service; more are not remembered.
    private static let maximumPendingDirectoryCount = 64

    private var entries: [Entry] = []
    private var leaving: [String] = []

    /// How far each wanted service is, in the order in which they were wanted.
    var publications: [Publication] { entries.map(\.publication) }

    /// The service IDs that are published on this connection.
    var addedServiceIDs: [String] { publications.filter(\.isAdded).map(\.address.serviceID) + leaving }

    /// Wants `onion` published. One that is wanted already gets its new standing, and tor is not asked: its circuits stay. With another role, port or
    /// target it is taken back and published anew.
    mutating func want(_ onion: OnionService) {
        if let index = index(of: onion.address), entries[index].onion.leadsTheSameWay(as: onion) {
            entries[index].onion = onion
            entries[index].publication.standing = onion.standing
            return
        }
        withdraw(onion.address)
        entries.append(
            Entry(onion: onion, publication: Publication(role: onion.role, standing: onion.standing, address: onion.address)))
    }

    /// No longer wants the service at `address`.
    mutating func withdraw(_ address: OnionAddress) {
        guard let index = index(of: address) else { return }
        if entries[index].publication.isAdded { leaving.append(address.serviceID) }
        entries.remove(at: index)
    }

    /// What to do next; nil when all is as wanted. Services that have to go come first, so that a key can come back in another role.
    func nextStep() -> Step? {
        if let serviceID = leaving.first { return .delete(serviceID: serviceID) }
        return entries.first { !$0.isAsked }.map { .add($0.onion) }
    }

    /// tor took the service. If it is no longer wanted, it has to go.
    mutating func added(_ onion: OnionService) {
        guard let index = index(of: onion.address) else { return leaving.append(onion.address.serviceID) }
        entries[index].isAsked = true
        entries[index].publication.added()
    }

    /// tor did not take the service: it is not asked again before ``askAgain()`` or a new connection.
    mutating func refused(_ onion: OnionService, _ error: TorControlError) {
        guard let index = index(of: onion.address) else { return }
        entries[index].isAsked = true
        entries[index].publication.failed(error)
    }

    /// tor has no longer a service with this ID.
    mutating func deleted(serviceID: String) { leaving.removeAll { $0 == serviceID } }

    /// Lets the services that tor refused be tried once more.
    mutating func askAgain() {
        for index in entries.indices where !entries[index].publication.isAdded { entries[index].isAsked = false }
    }

    /// The control connection ended, and every service with it.
    mutating func connectionEnded() {
        leaving.removeAll()
        for index in entries.indices {
            entries[index].isAsked = false
            entries[index].pendingDirectories.removeAll()
            entries[index].publication.lost()
        }
    }

    /// Takes what happened to a descriptor.
    ///
    /// A failure counts only where an upload was under way: a failed *fetch* of the same descriptor is told by the same event.
    mutating func received(_ event: DescriptorEvent) {
        guard let index = entries.firstIndex(where: { $0.publication.address.serviceID == event.serviceID }),
            entries[index].publication.isAdded
        else { return }
        switch event.action {
        case .upload:
            guard entries[index].pendingDirectories.count < Self.maximumPendingDirectoryCount else { return }
            entries[index].pendingDirectories.insert(event.directory)
        case .uploaded:
            entries[index].pendingDirectories.remove(event.directory)
            entries[index].publication.uploaded()
        case .failed:
            guard entries[index].pendingDirectories.remove(event.directory) != nil else { return }
            entries[index].publication.uploadFailed()
        case .other:
            return
        }
    }

    private func index(of address: OnionAddress) -> Int? { entries.firstIndex { $0.publication.address == address } }
}
