internal import Bytes
public import Crypto

/// One of a node's onions: a key, what it is for, and where it stands in its life.
public struct NodeOnion: Sendable {
    /// What an onion is for.
    public enum Role: String, Sendable, CaseIterable {
        /// The members' login front.
        case web
        /// What contacts know: links only.
        case peer

        /// As a record has it, and the row of the role's first onion.
        var code: UInt8 {
            switch self {
            case .web: 1
            case .peer: 2
            }
        }
    }

    /// Where it stands. It begins as `created`, or as `current` on a node's first day, and goes only forward; its end is its row's.
    public enum Standing: Equatable, Sendable {
        /// Reachable, and nobody was told of it yet.
        case created
        /// The address of its role: there is one at a time.
        case current
        /// Reachable until the second `until` (since 1970), then removed with its key.
        case retiring(until: Int64)
    }

    /// Its row, 1 to four: a small number, by which its socket can be called.
    public let number: Int
    /// What it is for.
    public let role: Role
    /// Where it stands.
    public internal(set) var standing: Standing
    /// The key that spells its address.
    public let key: SigningKey

    /// Its address.
    public var address: OnionAddress { OnionAddress(publicKey: key.publicKey) }

    /// What a record holds.
    ///
    /// **Layout** role u8 ‖ standing u8 (1 created, 2 current, 3 retiring) ‖ until u64 (0 unless retiring) ‖ seed 32. **Source** protocol §2.3.
    func encode() -> SecretBytes {
        var writer = ByteWriter(capacity: 10)
        writer.write(role.code)
        switch standing {
        case .created, .current:
            writer.write(standing == .created ? UInt8(1) : 2)
            writer.write(UInt64(0))
        case .retiring(let until):
            writer.write(UInt8(3))
            writer.write(UInt64(clamping: until))
        }
        return SecretBytes.joined([SecretBytes(copying: writer.bytes), key.seed])
    }

    init(number: Int, role: Role, standing: Standing, key: SigningKey) {
        self.number = number
        self.role = role
        self.standing = standing
        self.key = key
    }

    /// Reads what a record holds.
    ///
    /// **Errors** ``OnionError/damaged``.
    init(number: Int, decoding secret: SecretBytes) throws(OnionError) {
        let bytes = secret.exposed()
        guard bytes.count == 42, let role = Role.allCases.first(where: { $0.code == bytes[0] }) else { throw .damaged }
        let until = bytes[2..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let standing: Standing
        switch (bytes[1], until) {
        case (1, 0): standing = .created
        case (2, 0): standing = .current
        case (3, _):
            guard let until = Int64(exactly: until) else { throw .damaged }
            standing = .retiring(until: until)
        default: throw .damaged
        }
        guard let key = try? SigningKey(seed: SecretBytes(copying: Array(bytes[10...]))) else { throw .damaged }
        self.init(number: number, role: role, standing: standing, key: key)
    }
}

/// Why an onion could not be made, moved on or read.
public enum OnionError: Error, Equatable, Sendable {
    /// There are two of its role already.
    case roleIsFull
    /// No onion has this number, or it does not stand where the step begins.
    case wrongStanding
    /// A stored onion is none that this version knows.
    case damaged
}

extension OnionError: CustomStringConvertible {
    /// The plain words for this error.
    public var description: String {
        switch self {
        case .roleIsFull: "two onions of this role exist already"
        case .wrongStanding: "no onion stands where this step begins"
        case .damaged: "a stored onion is damaged"
        }
    }
}
