public import Crypto

/// How far an onion service is published: a value that takes events.
///
/// tor waits for introduction circuits and for descriptors to settle before it first uploads (seconds to half a minute), then uploads to
/// several directories for each of two time periods. One that took it is enough for a visitor to have a chance.
public struct Publication: Equatable, Sendable {
    /// What the service is for.
    public let role: OnionRole
    /// Where it stands in its life.
    public internal(set) var standing: OnionStanding
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

    /// Starts unpublished.
    init(role: OnionRole, standing: OnionStanding, address: OnionAddress) {
        self.role = role
        self.standing = standing
        self.address = address
    }

    /// Whether at least one directory has its descriptor.
    public var isPublished: Bool { isAdded && uploadedDescriptorCount > 0 }

    /// tor accepted the service.
    mutating func added() {
        self = Publication(role: role, standing: standing, address: address)
        isAdded = true
    }

    /// tor refused the service, or published something else.
    mutating func failed(_ error: TorControlError) {
        lost()
        problem = error
    }

    /// The control connection ended, and with it the service.
    mutating func lost() { self = Publication(role: role, standing: standing, address: address) }

    /// A directory accepted its descriptor.
    mutating func uploaded() { uploadedDescriptorCount += 1 }

    /// A directory did not take its descriptor.
    mutating func uploadFailed() { failedUploadCount += 1 }
}
