internal import Domain
internal import Store

/// How blobs that nobody uses go.
extension Files {
    /// Removes the files that nobody uses any more, then their rows. To be called when a use has ended; twice is as good as once.
    ///
    /// What the disk refuses is left for the next time: at the latest for the next start.
    package func sweep() async {
        guard !sweeping.isUnderWay else {
            sweeping.isWanted = true
            return
        }
        sweeping.isUnderWay = true
        repeat {
            sweeping.isWanted = false
            try? await removeUnused()
        } while sweeping.isWanted
        sweeping.isUnderWay = false
    }

    /// At the start, when nothing is being written: parts go, whole files without a row go, blobs without uses go.
    func removeLeftovers() async throws(ChatError) {
        let folder = folder
        let contents = try await work.run { () throws(BlobFileError) in
            let contents = try folder.contents()
            for id in contents.parts { try folder.remove(id) }
            return contents
        }
        for start in stride(from: 0, to: contents.whole.count, by: FilesLimits.rowsAtOnce) {
            let ids = contents.whole[start..<min(start + FilesLimits.rowsAtOnce, contents.whole.count)]
            let unknown = try await read { transaction in try ids.filter { try !BlobTable.isKnown($0, in: transaction) } }
            try await remove(unknown)
        }
        try await removeUnused()
    }

    private func removeUnused() async throws(ChatError) {
        while true {
            let unused = try await read { try BlobTable.unused(limit: FilesLimits.rowsAtOnce, in: $0) }
            guard !unused.isEmpty else { return }
            try await remove(unused)
            try await write { transaction in
                for id in unused { try BlobTable.remove(id, in: transaction) }
            }
        }
    }

    private func remove(_ ids: [BlobID]) async throws(ChatError) {
        guard !ids.isEmpty else { return }
        let folder = folder
        try await work.run { () throws(BlobFileError) in
            for id in ids { try folder.remove(id) }
            // A row goes only after its file: the disk must not turn that round.
            try folder.synchronise()
        }
    }
}
