import Crypto

/// Our end of the interoperability tests; the other end is somebody else's program, driven from `Tests/Interop/test_*.py`.
///
/// Without arguments it reads requests from standard input, a line each: a command and its arguments in hexadecimal, `-` for no bytes, blanks
/// between. Each is answered by a line: `ok` and results in the same form, or `error` and plain words.
/// `InteropPeer noise ROLE SOCKET PROLOGUE` is one end of a Noise channel over a unix socket: see ``NoisePeer``.
@main
enum Main {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        if arguments.popFirst() == "noise" {
            do { try NoisePeer.run(Array(arguments)) } catch { LineProtocol.answer("error \(error)") }
            return
        }
        var primitives = PrimitiveCommands()
        var agreement = AgreementCommands()
        var ratchet = RatchetCommands()
        var plainRatchet = PlainRatchetCommands()
        let fernet = FernetCommands()
        let postQuantum = PostQuantumCommands()
        while let request = LineProtocol.nextRequest() {
            do {
                let results =
                    try primitives.answer(request) ?? agreement.answer(request) ?? ratchet.answer(request) ?? plainRatchet.answer(request)
                    ?? fernet.answer(request) ?? postQuantum.answer(request)
                guard let results else { throw RequestError.unknownCommand }
                LineProtocol.answer(results)
            } catch {
                LineProtocol.answer("error \(error)")
            }
        }
    }
}
