import Testing

@testable import Peer

@Suite struct FrameAssemblerTests {
    private let full = [UInt8](repeating: 7, count: Cell.dataLimit)

    @Test func `what is split is joined again`() throws {
        for count in [0, 1, 3880, 3881, 15_520, 62_080] {
            let frame = AssembledFrame(type: .deliver, id: 5, data: (0..<count).map { UInt8(truncatingIfNeeded: $0 / 251) })
            let cells = try FrameAssembler.split(frame)
            #expect(cells.count == max(1, (count + 3879) / 3880))
            var assembler = FrameAssembler()
            for cell in cells.dropLast() { #expect(try assembler.add(cell) == nil) }
            #expect(try assembler.add(try #require(cells.last)) == frame)
        }
    }

    @Test func `one assembler takes one frame after another, with padding between the cells`() throws {
        var assembler = FrameAssembler()
        let padding = Cell(type: .padding, id: 99, data: [])
        for id in 1...3 as ClosedRange<UInt32> {
            #expect(try assembler.add(padding) == nil)
            #expect(try assembler.add(Cell(type: .deliver, hasMore: true, id: id, data: full)) == nil)
            #expect(try assembler.add(padding) == nil)
            #expect(try assembler.add(Cell(type: .deliver, id: id, data: [1]))?.data == full + [1])
        }
    }

    @Test func `a frame that begins before the last one is complete is refused`() throws {
        for other in [Cell(type: .deliver, id: 2, data: []), Cell(type: .stored, id: 1, data: [])] {
            var assembler = FrameAssembler()
            _ = try assembler.add(Cell(type: .deliver, hasMore: true, id: 1, data: full))
            #expect(throws: WireError.interleavedFrame) { try assembler.add(other) }
        }
    }

    @Test func `a cell that is not full and announces more is refused`() {
        var assembler = FrameAssembler()
        #expect(throws: WireError.misplacedData) {
            try assembler.add(Cell(type: .deliver, hasMore: true, id: 1, data: Array(full.dropLast())))
        }
    }

    @Test func `a frame of more than sixteen cells is refused at the sixteenth`() throws {
        var assembler = FrameAssembler()
        let cell = Cell(type: .deliver, hasMore: true, id: 1, data: full)
        for _ in 1...15 { #expect(try assembler.add(cell) == nil) }
        #expect(throws: WireError.tooManyCells) { try assembler.add(cell) }
    }

    @Test func `a request may take two cells and no third`() throws {
        var assembler = FrameAssembler()
        let cell = Cell(type: .request, hasMore: true, id: 1, data: full)
        #expect(try assembler.add(cell) == nil)
        #expect(throws: WireError.tooManyCells) { try assembler.add(cell) }
    }

    @Test func `all but envelopes and requests take one cell`() {
        for type in CellType.allCases where type.maximumCellCount == 1 && type != .padding {
            var assembler = FrameAssembler()
            #expect(throws: WireError.tooManyCells) { try assembler.add(Cell(type: type, hasMore: true, id: 1, data: full)) }
        }
    }

    @Test func `what is too large for its type is not split`() {
        #expect(throws: WireError.tooManyCells) {
            try FrameAssembler.split(AssembledFrame(type: .result, id: 1, data: full + [0]))
        }
    }
}
