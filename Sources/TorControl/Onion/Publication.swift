public import Crypto

/// How far an onion service is published: a value that takes events.
///
/// tor waits for introduction circuits and for descriptors to settle before it first uploads (seconds to half a minute), then uploads to
/// several directories for each of two time periods. One that took it is enough for a visitor to have a chance.
public struct Publication: Equatable, Sendable {
    /// The service's name.
    public let name: String
    /// Its address.
    public let address: OnionAddress
    /// Whether tor has accepted it on the present control connection.
    public private(set) var isAdded = false
    /// How many uploads of its descriptor directories have accepted, on the present control connection.
    public private(set) var uploadedDescriptorCount = 0
    /// How many uploads have failed.
    public private(set) var failedUploadCount = 0
    /// Why tor did not accept it, when it did not.
    public private(set) var problem: TorControlError?

    /// Directories with an upload on its way; more than a consensus could name are not remembered.
    private var pendingDirectories: Set<String> = []
    private static let maximumPendingDirectoryCount = 64

    /// Starts unpublished.
    init(name: String, address: OnionAddress) {
        self.name = name
        self.address = address
    }

    /// Whether at least one directory has its descriptor.
    public var isPublished: Bool { isAdded && uploadedDescriptorCount > 0 }

    /// tor accepted the service.
    mutating func added() {
        self = Publication(name: name, address: address)
        isAdded = true
    }

    /// tor refused the service, or published something else.
    mutating func failed(_ error: TorControlError) {
        lost()
        problem = error
    }

    /// The control connection ended, and with it the service.
    mutating func lost() { self = Publication(name: name, address: address) }

    /// Takes what happened to a descriptor.
    ///
    /// A failure counts only where an upload was under way: a failed *fetch* of the same descriptor is told by the same event.
    mutating func received(_ event: DescriptorEvent) {
        guard isAdded, event.serviceID == address.serviceID else { return }
        switch event.action {
        case .upload:
            guard pendingDirectories.count < Self.maximumPendingDirectoryCount else { return }
            pendingDirectories.insert(event.directory)
        case .uploaded:
            pendingDirectories.remove(event.directory)
            uploadedDescriptorCount += 1
        case .failed:
            guard pendingDirectories.remove(event.directory) != nil else { return }
            failedUploadCount += 1
        case .other:
            return
        }
    }
}
