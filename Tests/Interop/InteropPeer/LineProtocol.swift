import Bytes
import Crypto
import Glibc

/// What is wrong with a request of the driver.
enum RequestError: Error {
    case unknownCommand, missingArgument, malformedArgument, noSession
}

/// A line of the driver: a command and its arguments.
struct Request {
    let command: String
    private let arguments: [[UInt8]]

    init(_ line: String) throws {
        let words = line.split(separator: " ")
        command = String(words.first ?? "")
        arguments = try words.dropFirst().map { word in
            if word == "-" { return [] }
            guard let bytes = Hex.decode(word) else { throw RequestError.malformedArgument }
            return bytes
        }
    }

    subscript(index: Int) -> [UInt8] {
        get throws {
            guard arguments.indices.contains(index) else { throw RequestError.missingArgument }
            return arguments[index]
        }
    }

    func secret(_ index: Int) throws -> SecretBytes { SecretBytes(copying: try self[index]) }

    func publicKey(_ index: Int) throws -> AgreementPublicKey { try AgreementPublicKey(try self[index]) }
}

/// Lines in, lines out.
enum LineProtocol {
    /// The next request; nil at the end of input. A malformed line is answered here and passed over.
    static func nextRequest() -> Request? {
        while let line = readLine() {
            do { return try Request(line) } catch { answer("error \(error)") }
        }
        return nil
    }

    static func answer(_ results: [[UInt8]]) {
        answer((["ok"] + results.map { $0.isEmpty ? "-" : Hex.encode($0) }).joined(separator: " "))
    }

    static func answer(_ line: String) {
        print(line)
        fflush(nil)
    }
}
