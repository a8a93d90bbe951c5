import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Peer

/// Cells, frames, and the assembler between them.
let wireTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "cell", longestInput: 4096,
        seeds: { [Wire.cell(.search, 1, [1, 2, 3]), Wire.cell(.padding, 0, []), [7, 1, 0, 0, 0, 9, 15, 40, 1], [99]] }, run: Wire.runCell),
    FuzzTarget(
        name: "frame", longestInput: 512,
        seeds: {
            let name = Array("ada".utf8) + [UInt8](repeating: 0, count: 29)
            let bytes = { (count: Int) in [UInt8](repeating: 5, count: count) }
            return [
                [1] + name + bytes(32), [2, 1], [2, 0, 18] + bytes(80), [3, 0] + bytes(48) + name + bytes(120),
                [3, 1] + bytes(48) + name + bytes(120), [4, 0], [5] + bytes(40),
                [6] + bytes(52), [7, 0] + bytes(45), [7, 2] + bytes(90), [8] + bytes(24) + [1] + bytes(16),
            ]
        },
        run: Wire.runFrame),
    FuzzTarget(
        name: "frame-assembler", longestInput: 256,
        seeds: { [[7, 1, 9, 255, 0, 0, 0, 0, 7, 0, 9, 3], [1, 0, 2, 64], [1, 1, 2, 255], [7, 1, 1, 255, 7, 0, 2, 0]] },
        run: Wire.runAssembler),
]

private enum Wire {
    static func cell(_ type: CellType, _ id: UInt32, _ data: [UInt8]) -> [UInt8] {
        Array(Cell(type: type, id: id, data: data).encode().prefix(Cell.headerByteCount + data.count))
    }

    /// Short inputs are cells whose rest is zeros: else nearly all of each input would be padding.
    static func runCell(_ input: [UInt8]) {
        let bytes = input.fitted(to: max(input.count, Cell.byteCount))
        guard let cell = try? Cell.decode(bytes) else { return }
        claim(cell.encode() == bytes, "a cell has one spelling")
        claim(cell.data.count <= Cell.dataLimit, "a cell keeps its limit")
    }

    /// First byte: the type. An envelope is fitted to one of its three sizes, a request to one of its two, which the second byte names.
    static func runFrame(_ input: [UInt8]) {
        guard let first = input.first, let type = CellType(rawValue: first) else { return }
        var data = Array(input.dropFirst())
        if type == .deliver, let choice = data.first, choice < 3 {
            data = Array(data.dropFirst()).fitted(to: DeliverFrame.headByteCount + DeliverFrame.envelopeByteCounts[Int(choice)])
        }
        if type == .request, let choice = data.first, choice < 2 {
            data = Array(data.dropFirst()).fitted(to: (Int(choice) + 1) * Cell.dataLimit)
        }
        guard let frame = try? Frame(AssembledFrame(type: type, id: 77, data: data)) else { return }
        var assembler = FrameAssembler()
        var assembled: [AssembledFrame] = []
        let cells = FixedKeys.required { try frame.cells(id: 77) }
        claim(cells.count <= type.maximumCellCount, "a frame keeps its limit of cells")
        for cell in cells {
            let read = FixedKeys.required { try Cell.decode(cell.encode()) }
            guard let read else { return claim(false, "a cell of ours is known") }
            if let frame = FixedKeys.required({ try assembler.add(read) }) { assembled.append(frame) }
        }
        claim(assembled == [AssembledFrame(type: type, id: 77, data: data)], "a frame has one spelling")
    }

    /// Four bytes a cell: type, whether more follow, id, and how full it is (255 is full).
    static func runAssembler(_ input: [UInt8]) {
        var assembler = FrameAssembler()
        var sent: [Cell] = []
        var rest = input[...]
        while rest.count >= 4 {
            let op = Array(rest.prefix(4))
            rest = rest.dropFirst(4)
            let count = op[3] == 255 ? Cell.dataLimit : Int(op[3])
            guard let type = CellType(rawValue: op[0] % 9) else { return }
            let cell = Cell(
                type: type, hasMore: op[1] & 1 == 1, id: UInt32(op[2]),
                data: [UInt8](repeating: UInt8(truncatingIfNeeded: sent.count), count: count))
            if type != .padding { sent.append(cell) }
            let frame: AssembledFrame?
            do { frame = try assembler.add(cell) } catch { return }
            claim(sent.count <= 16, "no frame is held that is over the most cells there are")
            guard let frame else { continue }
            claim(frame.data == sent.flatMap(\.data), "a frame is what its cells said")
            // One spelling but for a last cell that is empty, which says nothing.
            if sent.count == 1 || sent.last?.data.isEmpty == false {
                claim((try? FrameAssembler.split(frame)) == sent, "a frame is cut into the cells that it came in")
            }
            sent = []
        }
    }
}
