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

    /// A directory accepted its descriptor.
    mutating func uploaded() { uploadedDescriptorCount += 1 }

    /// A directory did not take its descriptor.
    mutating func uploadFailed() { failedUploadCount += 1 }
}
