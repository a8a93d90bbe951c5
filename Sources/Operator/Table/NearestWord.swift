/// The word that somebody may have meant.
enum NearestWord {
    /// Longer words are compared with none: no command and no option is as long, and the work grows with the square.
    private static let lengthLimit = 32
    /// So many letters may be wrong in a word of the length of `serve`; one in shorter ones.
    private static let distanceLimit = 2

    /// The first of the nearest among `candidates`; nil when none is near.
    static func to(_ word: String, among candidates: [String]) -> String? {
        let typed = Array(word.unicodeScalars.prefix(lengthLimit + 1))
        guard typed.count <= lengthLimit else { return nil }
        let limit = typed.count < 5 ? 1 : distanceLimit
        var nearest: (word: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(typed, Array(candidate.unicodeScalars))
            if distance <= limit, distance < nearest?.distance ?? .max { nearest = (candidate, distance) }
        }
        return nearest?.word
    }

    /// How many letters must be put in, left out, changed, or swapped with their neighbour.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
