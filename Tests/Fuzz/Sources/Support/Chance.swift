/// Chance that an input brings along: the same input is always run in the same way.
///
/// **Source** Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (SplitMix64); seeded with FNV-1a of the input.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(of input: [UInt8]) { state = input.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

extension [UInt8] {
    /// The same bytes in pieces of chance sizes, as a stream might bring them.
    var inPieces: [[UInt8]] {
        var chance = Chance(of: self)
        var pieces: [[UInt8]] = []
        var rest = self[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...Swift.max(1, Swift.min(rest.count, 40)), using: &chance))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    /// The same bytes, changed where `patches` says: three bytes each, a place u16 and what is added there by exclusive or.
    func patched(_ patches: ArraySlice<UInt8>) -> [UInt8] {
        var changed = self
        var rest = patches
        while rest.count >= 3, !changed.isEmpty {
            let patch = Array(rest.prefix(3))
            changed[(Int(patch[0]) << 8 | Int(patch[1])) % changed.count] ^= patch[2]
            rest = rest.dropFirst(3)
        }
        return changed
    }

    /// Exactly `count` of these bytes, with zeros where they end.
    func fitted(to count: Int) -> [UInt8] { Array(prefix(count)) + [UInt8](repeating: 0, count: Swift.max(0, count - self.count)) }
}
