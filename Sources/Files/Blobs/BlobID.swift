package import Domain

extension Named {
    /// A file on the disk: sealed bytes without a name.
    package enum Blob {}
    /// One account's use of a blob.
    package enum BlobUse {}
}

/// Names a blob, in the database and in the folder; no page and no other node ever sees it.
package typealias BlobID = RecordID<Named.Blob>
/// Names one account's use of a blob: what a row of a feature points at.
package typealias BlobUseID = RecordID<Named.BlobUse>
