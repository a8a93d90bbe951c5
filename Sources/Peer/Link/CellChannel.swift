import Crypto

/// Frames to sealed bytes and back: the two ciphers of a link and the frame that is coming in. A value without I/O.
///
/// **Shape** every message is 3904 bytes: a cell and Noise's tag.
/// **Errors** ``LinkViolation``; the link ends with it.
/// **Source** protocol §5.1.
struct CellChannel: Sendable {
    /// The size of every message on a link.
    static let messageByteCount = Cell.byteCount + 16

    private var sending: NoiseCipher
    private var receiving: NoiseCipher
    private var assembler = FrameAssembler()

    /// The channel that a handshake led to.
    init(_ keys: LinkKeys) {
        sending = keys.send
        receiving = keys.receive
    }

    /// The messages that carry `frame`, joined, in the order they must be sent.
    mutating func seal(_ frame: Frame, id: UInt32) throws(LinkViolation) -> [UInt8] {
        let cells: [Cell]
        do throws(WireError) { cells = try frame.cells(id: id) } catch { throw .wire(error) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cells.count * Self.messageByteCount)
        for cell in cells { bytes += try sealRaw(cell.encode()) }
        return bytes
    }

    /// The message that carries 3888 bytes, whatever they are: for the cells of a frame, and for tests of what must be refused.
    mutating func sealRaw(_ cell: [UInt8]) throws(LinkViolation) -> [UInt8] {
        do throws(NoiseError) { return try sending.seal(cell) } catch { throw .noise(error) }
    }

    /// Takes the next message; gives the frame that it completes, if it does.
    mutating func open(_ message: [UInt8]) throws(LinkViolation) -> (frame: Frame, id: UInt32)? {
        let plaintext: [UInt8]
        do throws(NoiseError) { plaintext = try receiving.open(message) } catch { throw .noise(error) }
        do throws(WireError) {
            guard let cell = try Cell.decode(plaintext), let assembled = try assembler.add(cell), let frame = try Frame(assembled) else {
                return nil
            }
            return (frame, assembled.id)
        } catch {
            throw .wire(error)
        }
    }
}
