internal import Crypto
internal import Domain
internal import Store

/// Chooses the page of a new account, at random: its number tells nothing of who came when.
///
/// A page that an account of the database has is not chosen, nor one that `erase.bin` says is somebody's: that may be an account of a newer database,
/// which the operator puts back tomorrow.
enum PageChoice {
    /// How often it is drawn before the file grows. The file then keeps at about five accounts in six pages, a draw costs a look into an index and a
    /// read of 192 bytes, and no more is held in memory.
    static let drawCount = 32

    /// A free page of `eraseFile`, which grows when none is found.
    static func page(in eraseFile: EraseFile, _ transaction: Transaction) throws -> Int {
        if let page = try draw(from: 0..<eraseFile.pageCount(), in: eraseFile, transaction) { return page }
        guard let page = try draw(from: eraseFile.grow(), in: eraseFile, transaction) else { throw EraseFileError.taken }
        return page
    }

    private static func draw(from pages: Range<Int>, in eraseFile: EraseFile, _ transaction: Transaction) throws -> Int? {
        guard !pages.isEmpty else { return nil }
        for _ in 0..<drawCount {
            let page = pages.lowerBound + Int(Random.integer(below: UInt64(pages.count)))
            if try !AccountTable.hasPage(page, in: transaction), try eraseFile.isFree(page) { return page }
        }
        return nil
    }
}
