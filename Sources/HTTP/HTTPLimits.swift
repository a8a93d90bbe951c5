internal import EventLoop

/// Every limit of the HTTP floor, each with its reason.
///
/// A value, so that a test can shorten the waits.
package struct HTTPLimits: Sendable, Equatable {
    /// What a front of the house runs with.
    package static let usual = HTTPLimits()

    /// The longest request target. Ours are under 200 bytes; a search for an address takes about 120.
    var targetByteCount = 2048

    /// The most header lines. Browsers send about a dozen.
    var headerCount = 64

    /// The longest head in all, request line included. Browsers send under 1 KiB.
    var headByteCount = 8192

    /// From a request's first byte to the end of its head: a browser sends it in one piece, even over a slow circuit.
    var headDeadline: Duration = .seconds(10)

    /// How long a connection may wait for its next request. A new stream through Tor costs two round trips, so it is worth keeping.
    var idleLimit: Duration = .seconds(60)

    /// How slowly a body may come: 273 bytes a second, an eighth of a bad circuit, and a circuit that stands still for half a minute is no end.
    var bodyPace = Pace(byteCount: 16 * 1024, patience: .seconds(60))

    /// Requests on one connection, so that none lives forever.
    var requestsPerConnection = 1000

    /// How much of a refused request is read and thrown away, so that the refusal arrives before the connection ends.
    var lingerByteCount = 256 * 1024

    /// How long that may take.
    var lingerDeadline: Duration = .seconds(2)

    /// One read of a head: browsers send theirs in one, with nothing behind it.
    var readByteCount = 16 * 1024

    /// One read of a body, and so a piece of it: what a blob's piece on the disk holds. With a stream's own input it is what a connection holds.
    var bodyPieceByteCount = 60 * 1024
}
