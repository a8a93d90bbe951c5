internal import Domain

/// Which keys lie beside each other, on the keyboards that most people type on.
enum Keyboard {
    /// Rows of keys, each half a key to the right of the one above: American, German and French letters.
    private static let layouts: [[String]] = [
        ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"],
        ["1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm,.-"],
        ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"],
    ]

    private static let neighbours: Set<UInt16> = {
        var pairs: Set<UInt16> = []
        for rows in layouts.map({ $0.map { Array($0.utf8) } }) {
            func join(_ key: UInt8, _ row: Int, _ column: Int) {
                guard rows.indices.contains(row), rows[row].indices.contains(column) else { return }
                pairs.insert(pair(key, rows[row][column]))
                pairs.insert(pair(rows[row][column], key))
            }
            for (row, keys) in rows.enumerated() {
                for (column, key) in keys.enumerated() {
                    join(key, row, column + 1)
                    join(key, row + 1, column - 1)
                    join(key, row + 1, column)
                }
            }
        }
        return pairs
    }()

    /// Whether a finger goes from one key to the next.
    static func areNeighbours(_ left: UInt8, _ right: UInt8) -> Bool { neighbours.contains(pair(left, right)) }

    private static func pair(_ left: UInt8, _ right: UInt8) -> UInt16 { UInt16(left) << 8 | UInt16(right) }
}
