internal import Bytes
internal import Crypto
internal import Domain

/// A queue as its receiver offers it: an id to write on the envelope and the key that proves one may.
struct OfferedQueue: Sendable, Equatable {
    let id: QueueID
    let key: SecretBytes

    static func random() -> OfferedQueue { OfferedQueue(id: Random.bytes(16), key: SecretBytes.random(32)) }

    init(id: QueueID, key: SecretBytes) {
        self.id = id
        self.key = key
    }

    init(_ reader: inout ByteReader) throws(ByteReaderError) {
        id = try reader.read(16)
        key = SecretBytes(copying: try reader.read(32))
    }

    func write(to writer: inout ByteWriter) {
        writer.write(id)
        writer.write(key.exposed())
    }

    static func == (left: OfferedQueue, right: OfferedQueue) -> Bool { left.id == right.id && left.key.isEqual(to: right.key) }
}

/// The public half of one side of a connection, fresh for this connection alone.
///
/// **Layout** version 1 ‖ IK_sig 32 ‖ IK_dh 32 ‖ agreement key 32 (the asker's signed prekey, the acceptor's EK) ‖ KEM key (u16 length: an asker's
/// ML-KEM-768 key of 1184 exactly when its capabilities say so, else empty) ‖ text queue 48 ‖ bulk queue 48 ‖ capabilities (u16 length) ‖ signature by
/// IK_sig 64. **Source** protocol §7.1.
struct ConnectionBundle: Sendable {
    /// Whose bundle it is: an asker's has a KEM key when its node has ML-KEM, an acceptor's never, since it encapsulates to the asker's.
    enum Maker: Sendable { case asker, acceptor }

    /// The most bytes: 1447 with an ML-KEM-768 key, and some room.
    static let maximumByteCount = 1600
    private static let version: UInt8 = 1
    private static let purpose = "connection-bundle"
    private static let endorsementPurpose = "bundle"

    let identity: VerifyingKey
    let identityAgreement: AgreementPublicKey
    let agreement: AgreementPublicKey
    let kemKey: MLKEM768PublicKey?
    let textQueue: OfferedQueue
    let bulkQueue: OfferedQueue
    let capabilities: Capabilities
    /// The signed bytes, signature included.
    let encoded: [UInt8]

    /// Our side's bundle, signed. An asker with ML-KEM gives a `kemKey`, an acceptor never.
    init(_ keys: ConnectionKeys, agreement: AgreementPublicKey, capabilities: Capabilities, kemKey: MLKEM768PublicKey?) {
        identity = keys.identity.publicKey
        identityAgreement = keys.identityAgreement.publicKey
        self.agreement = agreement
        self.kemKey = kemKey
        textQueue = keys.textQueue
        bulkQueue = keys.bulkQueue
        self.capabilities = capabilities
        var writer = ByteWriter()
        writer.write(ConnectionBundle.version)
        writer.write(identity.bytes)
        writer.write(identityAgreement.bytes)
        writer.write(agreement.bytes)
        writer.writePrefixed(kemKey?.bytes ?? [])
        textQueue.write(to: &writer)
        bulkQueue.write(to: &writer)
        capabilities.write(to: &writer)
        writer.write(keys.identity.sign(writer.bytes, purpose: ConnectionBundle.purpose))
        encoded = writer.bytes
    }

    /// Parses and verifies the other side's bundle: its own signature, and `endorsement`, the account's.
    init(verifying bytes: [UInt8], endorsement: [UInt8], by account: VerifyingKey, from maker: Maker) throws {
        try self.init(decoding: bytes, from: maker)
        guard account.isValid(endorsement, of: SHA256.hash(bytes), purpose: ConnectionBundle.endorsementPurpose) else {
            throw ByteReaderError.invalidValue
        }
    }

    /// Parses a bundle and verifies its own signature. A KEM key that is missing, or there without reason, is an error like any other.
    init(decoding bytes: [UInt8], from maker: Maker) throws {
        var reader = ByteReader(bytes)
        guard try reader.readUInt8() == ConnectionBundle.version else { throw ByteReaderError.invalidValue }
        identity = try VerifyingKey(reader.read(32))
        identityAgreement = try AgreementPublicKey(reader.read(32))
        agreement = try AgreementPublicKey(reader.read(32))
        let kemBytes = try reader.readPrefixed(limit: MLKEM768PublicKey.byteCount)
        kemKey = kemBytes.isEmpty ? nil : try MLKEM768PublicKey(kemBytes)
        textQueue = try OfferedQueue(&reader)
        bulkQueue = try OfferedQueue(&reader)
        capabilities = try Capabilities(&reader)
        let signature = try reader.read(64)
        try reader.finish()
        let isKemKeyDue = maker == .asker && capabilities.contains(.postQuantum)
        guard textQueue.id != bulkQueue.id, isKemKeyDue == (kemKey != nil),
            identity.isValid(signature, of: Array(bytes.dropLast(64)), purpose: ConnectionBundle.purpose)
        else { throw ByteReaderError.invalidValue }
        encoded = bytes
    }

    /// The account's signature over this bundle. **Shape** 64 bytes.
    func endorsed(by account: SigningKey) -> [UInt8] { account.sign(SHA256.hash(encoded), purpose: ConnectionBundle.endorsementPurpose) }
}

/// The private half of one side of a connection: no key of it is used anywhere else.
///
/// **Layout** IK_sig seed 32 ‖ IK_dh 32 ‖ text queue 48 ‖ bulk queue 48.
struct ConnectionKeys: Sendable {
    let identity: SigningKey
    let identityAgreement: AgreementKey
    let textQueue: OfferedQueue
    let bulkQueue: OfferedQueue

    /// Fresh keys.
    init() {
        identity = .generate()
        identityAgreement = .generate()
        textQueue = .random()
        bulkQueue = .random()
    }

    init(_ reader: inout ByteReader) throws {
        identity = try SigningKey(seed: SecretBytes(copying: reader.read(32)))
        identityAgreement = try AgreementKey(secret: SecretBytes(copying: reader.read(32)))
        textQueue = try OfferedQueue(&reader)
        bulkQueue = try OfferedQueue(&reader)
    }

    func write(to writer: inout ByteWriter) {
        writer.write(identity.seed.exposed())
        writer.write(identityAgreement.secret.exposed())
        textQueue.write(to: &writer)
        bulkQueue.write(to: &writer)
    }
}
