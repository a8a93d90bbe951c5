import Bytes
import Crypto

/// One end of a Noise channel over a unix socket: `ROLE SOCKET PROLOGUE`, the role `initiator` or `responder`, the prologue in hexadecimal.
///
/// It prints its static key, shakes hands with the payloads `hello` and its role, prints the handshake hash, the other end's static key and the
/// payloads it read, and then sends each message it opens back with its bytes reversed, until the other end closes.
enum NoisePeer {
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 3, let prologue = Hex.decode(arguments[2]) else { throw RequestError.malformedArgument }
        let key = AgreementKey.generate()
        LineProtocol.answer([key.publicKey.bytes])
        let socket = try FrameSocket(connectingTo: arguments[1])
        var handshake = NoiseXX(role: arguments[0] == "initiator" ? .initiator : .responder, staticKey: key, prologue: prologue)
        var payloads: [[UInt8]] = []
        for index in 0..<3 {
            if index.isMultiple(of: 2) == (handshake.role == .initiator) {
                try socket.send(try handshake.write(Array("hello from the \(arguments[0])".utf8)))
            } else {
                guard let message = try socket.receive() else { throw FrameSocketError.closed }
                payloads.append(try handshake.read(message))
            }
        }
        guard let hash = handshake.handshakeHash, let remote = handshake.remoteStatic else { throw NoiseError.unfinished }
        LineProtocol.answer([hash, remote.bytes] + payloads)
        var (send, receive) = try handshake.split()
        while let message = try socket.receive() {
            try socket.send(try send.seal(try receive.open(message).reversed()))
        }
    }
}
