/// What a cell carries: the closed list of protocol version 1.
///
/// **Layout** one byte. 9 (presence), 10 (address) and 11 (close) are reserved: like every number that is not listed here they are
/// ignored when they come, so that a newer node can say more than an older one understands.
/// **Source** protocol §5.2.
enum CellType: UInt8, CaseIterable, Sendable {
    /// Nothing: a cell that only fills the line.
    case padding = 0
    /// A question: is there a member of this name?
    case search = 1
    /// The answer to ``search``.
    case result = 2
    /// A connection request, sealed to a member's signed prekey.
    case request = 3
    /// The answer to ``request``: always the same.
    case requestAnswered = 4
    /// A question: what is the highest sequence you keep of this queue?
    case mark = 5
    /// The answer to ``mark``.
    case marked = 6
    /// An envelope of a queue.
    case deliver = 7
    /// The answer to ``deliver``, sent once the envelope is durable.
    case stored = 8
}

extension CellType {
    /// The most cells that a frame of this type takes: an envelope of the largest size takes 16, a request sealed with X-Wing two, all else fits
    /// one.
    ///
    /// **Source** protocol §5.2.
    var maximumCellCount: Int {
        switch self {
        case .deliver: 16
        case .request: 2
        case .padding, .search, .result, .requestAnswered, .mark, .marked, .stored: 1
        }
    }
}
