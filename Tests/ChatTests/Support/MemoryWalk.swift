import Crypto
import Domain
import Store

/// Where a number lies in what values and objects hold, found by reflection: a property added later is looked at without being named here.
///
/// It does not see into a `Mutex` or a closure; what has one is asked by its own questions.
struct MemoryWalk {
    /// The properties that hold the number, as paths from the roots.
    private(set) var places: Set<String> = []
    /// How many values were looked at.
    private(set) var valueCount = 0
    private let number: Int64
    private var visited: Set<ObjectIdentifier> = []

    init(for number: Int64, in roots: [(String, Any)]) {
        self.number = number
        for (name, root) in roots { walk(root, name, depth: 0) }
    }

    private mutating func walk(_ value: Any, _ path: String, depth: Int) {
        guard depth < 40 else { return }
        // Not memory of ours, or nothing to see: the database, bytes, what is locked.
        if value is Database || value is [UInt8] || value is SecretBytes || value is Presence { return }
        valueCount += 1
        if let found = value as? Int64 {
            if found == number { places.insert(path) }
            return
        }
        if value is String || value is any BinaryInteger { return }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .class || mirror.displayStyle == nil, type(of: value) is AnyClass {
            guard visited.insert(ObjectIdentifier(value as AnyObject)).inserted else { return }
        }
        var current: Mirror? = mirror
        while let level = current {
            for child in level.children {
                // Elements and keys have no names worth telling apart.
                let isProperty = child.label.map { $0.first != "." && $0.first?.isNumber != true } ?? false
                walk(child.value, isProperty ? "\(path).\(child.label ?? "")" : path, depth: depth + 1)
            }
            current = level.superclassMirror
        }
    }
}
