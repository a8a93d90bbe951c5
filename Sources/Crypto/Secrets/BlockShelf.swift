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
    private static let smallestSizeBits = 5

    /// The blocks' places, as numbers (what leaves a lock must be a value): those of a size lie together, as many as its count says.
    private struct Waiting {
        var counts: InlineArray<8, Int> = .init(repeating: 0)
        var places: InlineArray<128, UInt> = .init(repeating: 0)
    }

    private let waiting = Mutex(Waiting())

    /// How large the block for `count` bytes is: the heap would round up to the same.
    static func blockByteCount(for count: Int) -> Int { 1 << (size(of: count) + smallestSizeBits) }

    /// A block for `count` bytes, if one waits.
    func take(_ count: Int) -> UnsafeMutableRawPointer? {
        guard count <= Self.largestBlock else { return nil }
        let size = Self.size(of: count)
        let place = waiting.withLock { waiting -> UInt in
            guard waiting.counts[size] > 0 else { return 0 }
            waiting.counts[size] -= 1
            return waiting.places[size * Self.blocksOfOneSize + waiting.counts[size]]
        }
        return unsafe UnsafeMutableRawPointer(bitPattern: place)
    }

    /// Keeps the wiped block for `count` bytes at `pointer`; false when there are enough, and the caller gives it back to the heap.
    func keep(_ pointer: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count <= Self.largestBlock else { return false }
        let size = Self.size(of: count)
        let place = UInt(bitPattern: pointer)
        return waiting.withLock { waiting in
            guard waiting.counts[size] < Self.blocksOfOneSize else { return false }
            waiting.places[size * Self.blocksOfOneSize + waiting.counts[size]] = place
            waiting.counts[size] += 1
            return true
        }
    }

    /// 0 for the smallest block, 1 for one twice as large, and so on.
    private static func size(of count: Int) -> Int {
        max(0, Int.bitWidth - (max(count, 1) - 1).leadingZeroBitCount - smallestSizeBits)
    }
}
