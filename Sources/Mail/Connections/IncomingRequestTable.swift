internal import Bytes
internal import Crypto
internal import Domain
internal import Store

/// The schema of connection requests that came in.
///
/// As one comes it is kept under the node key; the member's next visit opens it and seals it again under the account key.
/// **Source** protocol §6.6.
enum IncomingRequestTable {
    static let migration = Migration(
        "0007 incoming requests",
        [
            """
            CREATE TABLE incoming_request(
                id INTEGER PRIMARY KEY,
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                state INTEGER NOT NULL,
                sender_index BLOB,
                node_index BLOB NOT NULL,
                place INTEGER NOT NULL,
                arrived INTEGER NOT NULL,
                sealed BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX incoming_request_account ON incoming_request(account, state, place)",
            "CREATE INDEX incoming_request_place ON incoming_request(place)",
            "CREATE INDEX incoming_request_arrived ON incoming_request(arrived)",
            "CREATE TABLE capsule(hash BLOB PRIMARY KEY, arrived INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE INDEX capsule_arrived ON capsule(arrived)",
            """
            CREATE TABLE denial(
                account INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
                target BLOB NOT NULL,
                request INTEGER NOT NULL,
                PRIMARY KEY(account, target)
            ) STRICT, WITHOUT ROWID
            """,
        ])

    /// Pending requests a member has room for; when full, the oldest of the node that has the most makes room.
    static let pendingLimit = 50
    /// How long the hash of a request is remembered: its token is good for a day, and an hour of the clock is counted as begun.
    static let capsuleMinutes: UInt32 = (RequestToken.lifetimeHours + 2) * 60
    /// An unanswered request is forgotten after 30 days.
    static let lifetimeMinutes: UInt32 = 30 * 1440

    enum State: Int64 { case unopened = 0, waiting = 1, denied = 2 }

    /// A request as it came.
    struct Arrival: Sendable {
        let sender: OnionAddress
        let frame: RequestFrame
    }

    /// A request before it is opened.
    struct Unopened: Sendable {
        let id: RequestID
        let sender: OnionAddress
        let pseudonym: [UInt8]
        let encapsulated: [UInt8]
        let ciphertext: [UInt8]
    }

    /// A request as it arrived, out of its seal at rest.
    static func unopened(_ id: RequestID, decoding bytes: [UInt8]) throws -> Unopened {
        // As on the wire, the size tells the form.
        let agreement: KeyAgreement = bytes.count > arrivalByteCount(.classical) ? .hybrid : .classical
        var reader = ByteReader(bytes)
        let request = Unopened(
            id: id, sender: OnionAddress(publicKey: try VerifyingKey(reader.read(32))), pseudonym: try reader.read(16),
            encapsulated: try reader.read(RequestFrame.encapsulatedByteCount(agreement)),
            ciphertext: try reader.readPrefixed(limit: RequestFrame.ciphertextByteCount(agreement)))
        try reader.finish()
        return request
    }

    /// Sender 32 ‖ pseudonym 16 ‖ encapsulated key ‖ ciphertext (u16 length).
    private static func arrivalByteCount(_ agreement: KeyAgreement) -> Int {
        50 + RequestFrame.encapsulatedByteCount(agreement) + RequestFrame.ciphertextByteCount(agreement)
    }

    /// An opened request.
    struct Opened: Sendable {
        let id: RequestID
        let pseudonym: [UInt8]
        let arrived: UnixMinute
        let payload: RequestPayload
        /// How it was sealed: its answer must agree on no less.
        let agreement: KeyAgreement
    }

    static func place(_ id: RequestID) -> RecordPlace { RecordPlace(table: "incoming_request", row: id.row, column: "sealed") }
}
