internal import Domain
internal import Mail

/// A frame body that knows its bytes: one type a file, its layout in the doc comment.
protocol FrameBody: Sendable {
    /// The cell type that carries it.
    static var cellType: CellType { get }
    /// Its bytes.
    func encode() throws(WireError) -> [UInt8]
    /// Reads the bytes strictly: nothing missing, nothing left over, one spelling for each meaning.
    init(decoding data: [UInt8]) throws(WireError)
}

/// What two nodes say to each other after the handshake.
enum Frame: Sendable {
    case search(SearchQuery)
    case result(SearchAnswer)
    case request(RequestFrame)
    case requestAnswered
    case mark(MarkFrame)
    case marked(MarkedFrame)
    case deliver(DeliverFrame)
    case stored(StoredFrame)

    /// Reads a frame whose cells are all there; nil for padding.
    init?(_ frame: AssembledFrame) throws(WireError) {
        switch frame.type {
        case .padding: return nil
        case .search: self = .search(try SearchQuery(decoding: frame.data))
        case .result: self = .result(try SearchAnswer(decoding: frame.data))
        case .request: self = .request(try RequestFrame(decoding: frame.data))
        case .requestAnswered:
            _ = try RequestAnswered(decoding: frame.data)
            self = .requestAnswered
        case .mark: self = .mark(try MarkFrame(decoding: frame.data))
        case .marked: self = .marked(try MarkedFrame(decoding: frame.data))
        case .deliver: self = .deliver(try DeliverFrame(decoding: frame.data))
        case .stored: self = .stored(try StoredFrame(decoding: frame.data))
        }
    }

    /// The cells of this frame, each bearing `id`.
    func cells(id: UInt32) throws(WireError) -> [Cell] {
        let body = body
        return try FrameAssembler.split(AssembledFrame(type: type(of: body).cellType, id: id, data: try body.encode()))
    }

    /// Says that the frame answers one that the other side sent.
    var isAnswer: Bool {
        switch self {
        case .result, .requestAnswered, .marked, .stored: true
        case .search, .request, .mark, .deliver: false
        }
    }

    private var body: any FrameBody {
        switch self {
        case .search(let body): body
        case .result(let body): body
        case .request(let body): body
        case .requestAnswered: RequestAnswered()
        case .mark(let body): body
        case .marked(let body): body
        case .deliver(let body): body
        case .stored(let body): body
        }
    }
}
