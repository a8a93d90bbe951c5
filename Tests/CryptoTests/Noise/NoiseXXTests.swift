import Crypto
import Testing

@Suite struct NoiseXXTests {
    private static let prologue = Array("ONION1/link\0".utf8)

    private func ends(
        initiatorPrologue: [UInt8] = prologue, responderPrologue: [UInt8] = prologue
    ) -> (initiator: NoiseXX, responder: NoiseXX, initiatorKey: AgreementKey, responderKey: AgreementKey) {
        let (first, second) = (AgreementKey.generate(), AgreementKey.generate())
        return (
            NoiseXX(role: .initiator, staticKey: first, prologue: initiatorPrologue),
            NoiseXX(role: .responder, staticKey: second, prologue: responderPrologue), first, second
        )
    }

    @Test func `both ends learn each other's static key and share a channel`() throws {
        var (initiator, responder, initiatorKey, responderKey) = ends()
        #expect(try responder.read(try initiator.write([1])) == [1])
        #expect(responder.remoteStatic == nil)
        #expect(try initiator.read(try responder.write([2, 2])) == [2, 2])
        #expect(initiator.remoteStatic == responderKey.publicKey)
        #expect(!initiator.isFinished)
        #expect(try responder.read(try initiator.write([3, 3, 3])) == [3, 3, 3])
        #expect(responder.remoteStatic == initiatorKey.publicKey)
        #expect(initiator.isFinished && responder.isFinished)
        #expect(initiator.handshakeHash == responder.handshakeHash)
        #expect(initiator.handshakeHash?.count == 32)

        var (left, right) = (try initiator.split(), try responder.split())
        for index in 0..<50 {
            let text = [UInt8](repeating: UInt8(index), count: index)
            #expect(try right.receive.open(try left.send.seal(text)) == text)
            #expect(try left.receive.open(try right.send.seal(text, associatedData: [9]), associatedData: [9]) == text)
        }
    }

    @Test func `messages have the announced shape`() throws {
        var (initiator, responder, _, _) = ends()
        let first = try initiator.write([])
        #expect(first.count == 32)
        _ = try responder.read(first)
        let second = try responder.write([])
        #expect(second.count == 96)
        _ = try initiator.read(second)
        #expect(try initiator.write([]).count == 64)
    }

    @Test func `whose turn it is not is told so`() throws {
        var (initiator, responder, _, _) = ends()
        #expect(throws: NoiseError.wrongTurn) { try responder.write([]) }
        let first = try initiator.write([])
        #expect(throws: NoiseError.wrongTurn) { try initiator.write([]) }
        #expect(throws: NoiseError.unfinished) { try initiator.split() }
        _ = try responder.read(first)
        #expect(throws: NoiseError.wrongTurn) { try responder.read(first) }
        #expect(throws: NoiseError.failed) { try responder.write([]) }
    }

    @Test func `a handshake cut or changed at any byte of any message fails for good`() throws {
        for place in 0..<3 {
            var (initiator, responder, _, _) = ends()
            var messages = [try initiator.write(Array("one".utf8))]
            if place > 0 {
                _ = try responder.read(messages[0])
                messages.append(try responder.write(Array("two".utf8)))
            }
            if place > 1 {
                _ = try initiator.read(messages[1])
                messages.append(try initiator.write(Array("three".utf8)))
            }
            let reader = place == 1 ? initiator : responder
            let message = messages[place]
            for count in 0..<message.count where !(place == 0 && count >= 32) {
                var end = reader
                #expect(throws: NoiseError.self) { try end.read(Array(message.prefix(count))) }
                #expect(throws: NoiseError.failed) { try end.read(message) }
            }
            // Message 1 carries nothing authenticated yet: its changes show at message 2.
            for index in message.indices where place > 0 {
                var (end, changed) = (reader, message)
                changed[index] ^= 1
                #expect(throws: NoiseError.self) { try end.read(changed) }
                #expect(throws: NoiseError.failed) { try end.read(message) }
                #expect(throws: NoiseError.failed) { try end.split() }
            }
        }
    }

    @Test func `a first message that was changed on the way shows at the second`() throws {
        let (initiator, responder, _, _) = ends()
        var origin = initiator
        let message = try origin.write(Array("hello".utf8))
        for index in message.indices {
            var (first, second, changed) = (origin, responder, message)
            changed[index] ^= 1
            guard (try? second.read(changed)) != nil else { continue }
            let answer = try second.write([])
            #expect(throws: NoiseError.notAuthentic) { try first.read(answer) }
        }
    }

    @Test func `ends with different prologues do not meet`() throws {
        var (initiator, responder, _, _) = ends(responderPrologue: Array("ONION1/other\0".utf8))
        _ = try responder.read(try initiator.write([]))
        let answer = try responder.write([])
        #expect(throws: NoiseError.notAuthentic) { try initiator.read(answer) }
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31),
        hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ])
    func `a key of low order ends the handshake in every place`(point: [UInt8]) throws {
        var (initiator, deceived, _, _) = ends()
        _ = try deceived.read(point)
        #expect(throws: NoiseError.unusableKey) { try deceived.write([]) }

        let first = try initiator.write([])
        deceived = initiator
        #expect(throws: NoiseError.unusableKey) { try deceived.read(point + [UInt8](repeating: 0, count: 64)) }
        #expect(deceived.remoteStatic == nil)

        // Static keys: an end whose public half is not its own.
        let weak = try AgreementKey(secret: .random(32), storedPublicKey: AgreementPublicKey(point))
        var forger = NoiseXX(role: .initiator, staticKey: weak, prologue: Self.prologue)
        deceived = ends().responder
        _ = try deceived.read(try forger.write([]))
        _ = try forger.read(try deceived.write([]))
        let third = try forger.write([])
        #expect(throws: NoiseError.unusableKey) { try deceived.read(third) }
        #expect(deceived.remoteStatic == nil)
        #expect(!deceived.isFinished)

        forger = NoiseXX(role: .responder, staticKey: weak, prologue: Self.prologue)
        _ = try forger.read(first)
        let second = try forger.write([])
        #expect(throws: NoiseError.unusableKey) { try initiator.read(second) }
    }

    @Test func `messages over the limit are neither written nor read`() throws {
        var (initiator, responder, _, _) = ends()
        let limit = NoiseXX.maximumMessageByteCount
        #expect(throws: NoiseError.messageTooLong(found: limit + 1, limit: limit)) {
            try initiator.write([UInt8](repeating: 0, count: limit - 31))
        }
        let first = try initiator.write([UInt8](repeating: 7, count: limit - 32))
        #expect(first.count == limit)
        #expect(try responder.read(first).count == limit - 32)
        var other = ends().responder
        #expect(throws: NoiseError.messageTooLong(found: limit + 1, limit: limit)) { try other.read(first + [0]) }
    }

    @Test func `the ciphers are handed out once`() throws {
        var (initiator, responder, _, _) = ends()
        _ = try responder.read(try initiator.write([]))
        _ = try initiator.read(try responder.write([]))
        _ = try initiator.write([])
        _ = try initiator.split()
        #expect(throws: NoiseError.alreadySplit) { try initiator.split() }
        #expect(throws: NoiseError.wrongTurn) { try initiator.write([]) }
    }
}
