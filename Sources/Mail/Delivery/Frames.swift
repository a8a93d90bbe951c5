internal import Crypto
public import Domain

/// A queue's id on the wire. **Shape** 16 random bytes.
public typealias QueueID = [UInt8]

/// SEARCH: does a member of that name exist, and may this asker see their card? **Source** protocol §6.1.
public struct SearchQuery: Sendable, Equatable {
    /// Whose card is asked for.
    public let name: Username
    /// Who asks, as that node may know them. **Shape** 16 bytes.
    public let pseudonym: [UInt8]
    /// An invite's proof, or random. **Shape** 16 bytes.
    public let invite: [UInt8]

    /// A query; both byte strings have 16 bytes.
    public init(name: Username, pseudonym: [UInt8], invite: [UInt8]) {
        self.name = name
        self.pseudonym = pseudonym
        self.invite = invite
    }
}

/// RESULT: what a search is answered with. Missing and denied are one answer. **Source** protocol §6.1, §6.4.
public enum SearchAnswer: Sendable, Equatable {
    /// The signed card, the token for one request (32 bytes) and how many zero bits of work that request needs.
    case found(card: [UInt8], token: [UInt8], workBits: UInt8)
    /// No such name, or not for this asker.
    case notFound
    /// This asker searches too often.
    case busy
}

/// REQUEST: a sealed connection request. It fills one cell, or two when it is sealed with X-Wing: its size tells that and nothing else.
/// **Source** protocol §6.5.
public struct RequestFrame: Sendable, Equatable {
    /// The bytes before the encapsulated key: token 32 ‖ pseudonym 16 ‖ name 32 ‖ work counter 8.
    public static let headByteCount = 88

    /// The bytes of HPKE's encapsulated key.
    public static func encapsulatedByteCount(_ agreement: KeyAgreement) -> Int {
        switch agreement {
        case .classical: HPKE.encapsulatedByteCount
        case .hybrid: XWingPublicKey.ciphertextByteCount
        }
    }

    /// The bytes of the ciphertext: what is left of one cell's 3880, or of two.
    public static func ciphertextByteCount(_ agreement: KeyAgreement) -> Int {
        switch agreement {
        case .classical: 3760
        case .hybrid: 6552
        }
    }

    /// How it is sealed, by its sizes; nil when they are those of no request.
    public var agreement: KeyAgreement? {
        [.classical, .hybrid].first {
            encapsulated.count == RequestFrame.encapsulatedByteCount($0) && ciphertext.count == RequestFrame.ciphertextByteCount($0)
        }
    }

    /// From the search's answer. **Shape** 32 bytes.
    public let token: [UInt8]
    /// The pseudonym that searched. **Shape** 16 bytes.
    public let pseudonym: [UInt8]
    /// Whom it is for.
    public let name: Username
    /// The proof of work's counter.
    public let workCounter: UInt64
    /// HPKE's encapsulated key. **Shape** 32 bytes, or 1120.
    public let encapsulated: [UInt8]
    /// HPKE's ciphertext. **Shape** 3760 bytes, or 6552.
    public let ciphertext: [UInt8]

    /// A request frame.
    public init(token: [UInt8], pseudonym: [UInt8], name: Username, workCounter: UInt64, encapsulated: [UInt8], ciphertext: [UInt8]) {
        self.token = token
        self.pseudonym = pseudonym
        self.name = name
        self.workCounter = workCounter
        self.encapsulated = encapsulated
        self.ciphertext = ciphertext
    }
}

/// DELIVER: one envelope for a queue. **Source** protocol §9.4.
public struct DeliverFrame: Sendable, Equatable {
    /// The bytes before the envelope: queue 16 ‖ sequence 8 ‖ expiry 4 ‖ kind 1 ‖ code 16.
    public static let headByteCount = 45
    /// An envelope's sizes: the longest ratchet messages (100 bytes and whole blocks of 16) that fit 1, 4 and 16 cells beside the head.
    public static let envelopeByteCounts = [3828, 15_460, 62_020]

    /// Which queue.
    public let queue: QueueID
    /// The envelope's number in its queue, from 1.
    public let sequence: UInt64
    /// When it is worthless.
    public let expiry: UnixMinute
    /// What the envelope is: ``EnvelopeKind``'s raw value.
    public let kind: UInt8
    /// Proof that the sender holds the queue's key. **Shape** 16 bytes.
    public let code: [UInt8]
    /// The ciphertext, of one of ``envelopeByteCounts``.
    public let envelope: [UInt8]

    /// A deliver frame.
    public init(queue: QueueID, sequence: UInt64, expiry: UnixMinute, kind: UInt8, code: [UInt8], envelope: [UInt8]) {
        self.queue = queue
        self.sequence = sequence
        self.expiry = expiry
        self.kind = kind
        self.code = code
        self.envelope = envelope
    }
}

/// STORED: the envelope is durable at its destination, or why not. **Source** protocol §9.1, §9.3.
public struct StoredFrame: Sendable, Equatable {
    /// The envelope is durable.
    public static let stored: UInt8 = 0
    /// The queue is full for now.
    public static let full: UInt8 = 1
    /// The queue is closed for good.
    public static let closed: UInt8 = 2

    /// Which queue.
    public let queue: QueueID
    /// Which envelope.
    public let sequence: UInt64
    /// ``stored``, ``full`` or ``closed``; random when the queue is unknown.
    public let status: UInt8
    /// Proof of the queue's key. **Shape** 16 bytes.
    public let code: [UInt8]

    /// A stored frame.
    public init(queue: QueueID, sequence: UInt64, status: UInt8, code: [UInt8]) {
        self.queue = queue
        self.sequence = sequence
        self.status = status
        self.code = code
    }
}

/// MARK: how far is this queue? **Source** protocol §9.1, §9.3.
public struct MarkFrame: Sendable, Equatable {
    /// Which queue.
    public let queue: QueueID
    /// Fresh for each question. **Shape** 8 bytes.
    public let nonce: [UInt8]
    /// Proof of the queue's key. **Shape** 16 bytes.
    public let code: [UInt8]

    /// A mark frame.
    public init(queue: QueueID, nonce: [UInt8], code: [UInt8]) {
        self.queue = queue
        self.nonce = nonce
        self.code = code
    }
}

/// MARKED: the highest sequence number stored, and the renewal epoch. **Source** protocol §9.1, §9.3.
public struct MarkedFrame: Sendable, Equatable {
    /// Which queue.
    public let queue: QueueID
    /// The question's nonce.
    public let nonce: [UInt8]
    /// The highest sequence number that was stored.
    public let highest: UInt64
    /// The receiver's renewal epoch.
    public let epoch: UInt32
    /// Proof of the queue's key. **Shape** 16 bytes.
    public let code: [UInt8]

    /// A marked frame.
    public init(queue: QueueID, nonce: [UInt8], highest: UInt64, epoch: UInt32, code: [UInt8]) {
        self.queue = queue
        self.nonce = nonce
        self.highest = highest
        self.epoch = epoch
        self.code = code
    }
}

/// What the sender does after a MARKED.
public enum MarkVerdict: Sendable, Equatable {
    /// Send on from that sequence number.
    case resume(from: UInt64)
    /// Send nothing on this queue: one side was rolled back, or the queue is gone.
    case stop
    /// The answer proves nothing: ignore it.
    case invalid
}
