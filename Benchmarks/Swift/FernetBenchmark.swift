import Crypto

/// Megabytes of plaintext a second through Fernet: sealed, and opened, which is verified first and then decrypted, a piece at a time.
enum FernetBenchmark {
    /// Arguments: megabytes, and how many rounds of which the best counts. Prints both rates.
    static func run(arguments: [String]) -> Int32 {
        guard arguments.count == 2, let megabytes = Int(arguments[0]), let roundCount = Int(arguments[1]) else { return 1 }
        let key = FernetKey.generate()
        // Whole pieces, as the C loop has.
        let plaintext = [UInt8](repeating: 7, count: megabytes * 1_000_000 / Fernet.pieceByteCount * Fernet.pieceByteCount)
        var token: [UInt8] = []
        token.reserveCapacity(Fernet.characterCount(forPlaintext: plaintext.count))
        var sealing = Duration.seconds(1_000_000)
        var opening = sealing
        do {
            for _ in 0..<roundCount {
                token.removeAll(keepingCapacity: true)
                sealing = min(sealing, try ContinuousClock().measure { try seal(plaintext, key, into: &token) })
                opening = min(opening, try ContinuousClock().measure { try open(token, key, plaintext.count) })
            }
        } catch {
            print(error)
            return 1
        }
        let byteCount = Double(plaintext.count) / 1_000_000
        print(Int(byteCount / (sealing / .seconds(1))), Int(byteCount / (opening / .seconds(1))))
        return 0
    }

    private static func seal(_ plaintext: [UInt8], _ key: FernetKey, into token: inout [UInt8]) throws {
        var sealer = try FernetSealer(key: key, time: 0)
        try sealer.update(plaintext.span, into: &token)
        try sealer.finish(into: &token)
    }

    private static func open(_ token: [UInt8], _ key: FernetKey, _ count: Int) throws {
        let verified = try FernetToken(verifying: token, key: key, age: .any)
        var pieces = try verified.plaintext(0..<verified.plaintextByteCount)
        var piece: [UInt8] = []
        var total = 0
        while try pieces.appendNext(to: &piece) {
            total += piece.count
            piece.removeAll(keepingCapacity: true)
        }
        precondition(total == count, "all of it was opened")
    }
}
