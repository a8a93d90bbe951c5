internal import Domain

/// How the keys of a connection are agreed on; the later case is the stronger one.
///
/// The raw value is the mode that goes into the root and into what every message is bound to. **Source** protocol §7.2, §7.5.
public enum KeyAgreement: UInt8, Comparable, Sendable {
    /// X25519 alone: who records it and has a quantum computer later reads it.
    case classical = 1
    /// X25519 and ML-KEM-768: who wants the keys must break both.
    case hybrid = 2

    /// What two ends do who can do that: the hybrid is not a choice where both have it.
    init(_ one: Capabilities, _ other: Capabilities) {
        self = one.contains(.postQuantum) && other.contains(.postQuantum) ? .hybrid : .classical
    }

    /// Goes on only when this reaches `floor`; says whose side is the weaker one.
    func require(_ floor: KeyAgreement, ours: Capabilities) throws(ChatError) {
        guard self < floor else { return }
        throw ours.contains(.postQuantum) ? .postQuantumRefused : .postQuantumLost
    }

    /// The weaker comes first.
    public static func < (left: KeyAgreement, right: KeyAgreement) -> Bool { left.rawValue < right.rawValue }
}
