import Testing

@testable import TorControl

struct SOCKSHandshakeTests {
    private static let host = Array("abc.onion".utf8)

    private static func fresh() -> SOCKSHandshake { SOCKSHandshake(host: host, port: 9411, password: Array("pw".utf8)) }

    /// A handshake that waits for the reply's first four bytes.
    private static func waitingForReply() throws -> SOCKSHandshake {
        var handshake = fresh()
        _ = handshake.start()
        _ = try handshake.received([5, 2])
        _ = try handshake.received([1, 0])
        return handshake
    }

    @Test func `the three requests are spelt byte for byte`() throws {
        var handshake = Self.fresh()
        #expect(handshake.start() == .send([5, 1, 2], thenRead: 2))
        #expect(
            try handshake.received([5, 2])
                == .send([1, 9] + Array("<torS0X>0".utf8) + [2] + Array("pw".utf8), thenRead: 2))
        #expect(try handshake.received([1, 0]) == .send([5, 1, 0, 3, 9] + Self.host + [0x24, 0xc3], thenRead: 4))
        #expect(try handshake.received([5, 0, 0, 1]) == .read(6))
        #expect(try handshake.received([0, 0, 0, 0, 0, 0]) == .established)
    }

    @Test func `a bound address of any type is read to its last byte and not one further`() throws {
        var handshake = try Self.waitingForReply()
        #expect(try handshake.received([5, 0, 0, 4]) == .read(18))
        handshake = try Self.waitingForReply()
        #expect(try handshake.received([5, 0, 0, 3]) == .read(1))
        #expect(try handshake.received([253]) == .read(255))
        #expect(try handshake.received([UInt8](repeating: 0x61, count: 255)) == .established)
    }

    @Test(
        arguments: [
            [5, 0], [5, 0xff], [4, 2], [0, 2], [5], [], [5, 2, 0],
        ] as [[UInt8]])
    func `another method or version than asked for is refused`(_ bytes: [UInt8]) {
        var handshake = Self.fresh()
        _ = handshake.start()
        #expect(throws: DialError.malformedReply) { try handshake.received(bytes) }
    }

    @Test(arguments: [[1, 1], [5, 0], [0, 0], [1]] as [[UInt8]])
    func `a refused or odd welcome is refused`(_ bytes: [UInt8]) throws {
        var handshake = Self.fresh()
        _ = handshake.start()
        _ = try handshake.received([5, 2])
        #expect(throws: DialError.malformedReply) { try handshake.received(bytes) }
    }

    @Test(arguments: [[4, 0, 0, 1], [5, 0, 1, 1], [5, 0, 0, 0], [5, 0, 0, 2], [5, 0, 0], [0x48, 0x54, 0x54, 0x50]] as [[UInt8]])
    func `a malformed reply is refused`(_ bytes: [UInt8]) throws {
        var handshake = try Self.waitingForReply()
        #expect(throws: DialError.malformedReply) { try handshake.received(bytes) }
    }

    @Test(arguments: [0, 254, 255] as [UInt8])
    func `a bound name of impossible length is refused`(_ length: UInt8) throws {
        var handshake = try Self.waitingForReply()
        _ = try handshake.received([5, 0, 0, 3])
        #expect(throws: DialError.malformedReply) { try handshake.received([length]) }
    }

    @Test func `each reply code is its own error`() throws {
        for code in UInt8(1)...255 {
            var handshake = try Self.waitingForReply()
            #expect(throws: DialErrorTests.errors[code] ?? .refused(code)) { try handshake.received([5, code, 0, 1]) }
        }
    }
}
