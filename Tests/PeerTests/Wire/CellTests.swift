import Testing

@testable import Peer

@Suite struct CellTests {
    @Test func `a cell is 3888 bytes whatever it holds and reads back`() throws {
        for count in [0, 1, 41, Cell.dataLimit - 1, Cell.dataLimit] {
            for hasMore in [false, true] {
                let cell = Cell(type: .deliver, hasMore: hasMore, id: 0xdead_beef, data: (0..<count).map { UInt8(truncatingIfNeeded: $0) })
                let bytes = cell.encode()
                #expect(bytes.count == 3888)
                #expect(try Cell.decode(bytes) == cell)
            }
        }
    }

    @Test func `the layout is type, flags, id, length, data, zeros`() {
        let bytes = Cell(type: .mark, hasMore: true, id: 0x0102_0304, data: [9, 8]).encode()
        #expect(Array(bytes[..<12]) == [5, 1, 1, 2, 3, 4, 0, 2, 9, 8, 0, 0])
    }

    @Test func `a cell of another size is refused`() {
        for count in [0, 7, 3887, 3889] {
            #expect(throws: WireError.wrongCellLength(count)) { try Cell.decode([UInt8](repeating: 0, count: count)) }
        }
    }

    @Test func `an unknown type is ignored whatever else the cell holds`() throws {
        for type in [9, 10, 11, 12, 255] as [UInt8] {
            var bytes = [UInt8](repeating: 0xff, count: Cell.byteCount)
            bytes[0] = type
            #expect(try Cell.decode(bytes) == nil)
        }
    }

    @Test func `an unknown flag is refused`() {
        var bytes = Cell(type: .stored, id: 1, data: [1]).encode()
        for flags in [2, 3, 0x80] as [UInt8] {
            bytes[1] = flags
            #expect(throws: WireError.unknownFlags(flags)) { try Cell.decode(bytes) }
        }
    }

    @Test func `a length over the limit is refused`() {
        var bytes = Cell(type: .stored, id: 1, data: []).encode()
        (bytes[6], bytes[7]) = (0x0f, 0x29)
        #expect(throws: WireError.dataTooLong(found: 3881, limit: 3880)) { try Cell.decode(bytes) }
    }

    @Test func `any byte after the data that is not zero is refused`() {
        let clean = Cell(type: .stored, id: 1, data: [1, 2, 3]).encode()
        for position in [11, 12, 2000, 3887] {
            var bytes = clean
            bytes[position] = 1
            #expect(throws: WireError.dirtyPadding) { try Cell.decode(bytes) }
        }
    }
}
