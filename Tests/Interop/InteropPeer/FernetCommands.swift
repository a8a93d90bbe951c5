import Bytes
import Crypto

/// Fernet tokens in memory, and in files of any size: paths are arguments too.
struct FernetCommands {
    func answer(_ request: Request) throws -> [[UInt8]]? {
        switch request.command {
        case "fernet-key": return [FernetKey.generate().text.exposed()]
        case "fernet-seal":
            return [try Fernet.seal(request[1], key: key(request), time: number(request[2]))]
        case "fernet-open":
            // How old it may be and the time now; without them any age will do.
            let age = try request[2].isEmpty ? FernetAge.any : .atMost(seconds: number(request[2]), now: number(request[3]))
            return [try Fernet.open(request[1], key: key(request), age: age)]
        case "fernet-seal-file":
            try seal(TokenFile(path(request[1])), key(request), into: TokenFile(path(request[2]), isNew: true), time: number(request[3]))
            return []
        case "fernet-open-file":
            return [bytes(try open(TokenFile(path(request[1])), key(request), into: TokenFile(path(request[2]), isNew: true)))]
        case "fernet-range":
            let token = try FernetToken(verifying: TokenFile(path(request[1])), key: key(request), age: .any)
            return [try token.open(Int(number(request[2]))..<Int(number(request[3])))]
        default: return nil
        }
    }

    private func seal(_ plaintext: TokenFile, _ key: FernetKey, into file: TokenFile, time: UInt64) throws {
        var sealer = try FernetSealer(key: key, time: time)
        var characters: [UInt8] = []
        var position = 0
        while position < plaintext.byteCount {
            let end = min(position + Fernet.pieceByteCount, plaintext.byteCount)
            let piece = try [UInt8](capacity: end - position) { output throws(FernetError) in
                try plaintext.read(position..<end, into: &output)
            }
            try sealer.update(piece.span, into: &characters)
            try file.append(characters)
            characters.removeAll(keepingCapacity: true)
            position = end
        }
        try sealer.finish(into: &characters)
        try file.append(characters)
    }

    /// The number of bytes of plaintext.
    private func open(_ source: TokenFile, _ key: FernetKey, into file: TokenFile) throws -> Int {
        let token = try FernetToken(verifying: source, key: key, age: .any)
        var pieces = try token.plaintext(0..<token.plaintextByteCount)
        var piece: [UInt8] = []
        while try pieces.appendNext(to: &piece) {
            try file.append(piece)
            piece.removeAll(keepingCapacity: true)
        }
        return token.plaintextByteCount
    }

    private func key(_ request: Request) throws -> FernetKey { try FernetKey(text: try request.secret(0)) }

    private func path(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func number(_ bytes: [UInt8]) throws -> UInt64 {
        var reader = ByteReader(bytes)
        return try reader.readUInt64()
    }

    private func bytes(_ number: Int) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt64(number))
        return writer.bytes
    }
}
