internal import COpenSSL
private import Synchronization

/// Blocks of the secure heap that were used and wiped, and wait to be used again.
///
/// OpenSSL's heap splits and joins blocks under a lock at every call, which costs more than most of what keys are made for; a block from
/// here costs a tenth of it. What lies here is zeros.
/// **Limits** blocks of ``largestBlock`` bytes at most, ``blocksOfOneSize`` of each power of two: 128 KiB of the heap.
final class BlockShelf: Sendable {
    /// 4 KiB: a full block of skipped message keys needs it. What is longer is made seldom.
    static let largestBlock = 4 << 10
    /// A session under way holds a dozen keys, and a few threads compute at once.
    static let blocksOfOneSize = 16
    private static let smallestSizeBits = SecureHeap.smallestBlock.trailingZeroBitCount
    private static let sizeCount = largestBlock.trailingZeroBitCount - smallestSizeBits + 1

    /// The places of the blocks of each size, as numbers: what leaves a lock must be a value.
    private let places = Mutex([[UInt]](repeating: [], count: sizeCount))

    /// How large the block for `count` bytes is: the heap would round up to the same.
    static func blockByteCount(for count: Int) -> Int {
        guard count > SecureHeap.smallestBlock else { return SecureHeap.smallestBlock }
        return 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }

    /// A block for `count` bytes, if one waits.
    func take(_ count: Int) -> UnsafeMutableRawPointer? {
        guard count <= Self.largestBlock else { return nil }
        let size = Self.size(of: count)
        guard let place = places.withLock({ $0[size].popLast() }) else { return nil }
        return unsafe UnsafeMutableRawPointer(bitPattern: place)
    }

    /// Keeps the wiped block for `count` bytes at `pointer`; false when there are enough, and the caller gives it back to the heap.
    func keep(_ pointer: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count <= Self.largestBlock else { return false }
        let size = Self.size(of: count)
        let place = UInt(bitPattern: pointer)
        return places.withLock { places in
            guard places[size].count < Self.blocksOfOneSize else { return false }
            places[size].append(place)
            return true
        }
    }

    private static func size(of count: Int) -> Int { blockByteCount(for: count).trailingZeroBitCount - smallestSizeBits }
}
