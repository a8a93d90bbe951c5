/// What files may cost the node.
package enum FilesLimits {
    /// The longest blob, in bytes of content: 64 GiB. No member's file comes near it; what a feature takes it says itself, in ``Files/begin(for:limit:)``.
    package static let bytesPerBlob: UInt64 = 64 << 30
    /// Free bytes that no blob takes from the disk: 256 MiB, or the database could not take another text.
    package static let diskReserve: UInt64 = 256 << 20
    /// Blobs that one account may have open at once, to write and to read: as many as a browser opens connections to one address, and some.
    package static let transfersPerAccount = 16
    /// The same for the node: each holds a descriptor and two pieces of memory, 16 MiB in all.
    package static let transfersPerNode = 128
    /// What is written before it is brought to the disk: the last wait of a long upload is one for so much.
    static let bytesBetweenSyncs = 32 << 20
    /// Rows and names that one look at the store takes: other members' work comes in between.
    static let rowsAtOnce = 500
}
