import Testing

@testable import TorControl

struct TorLogTests {
    @Test func `warnings and errors are kept without time and severity, all else is dropped`() {
        var log = TorLog()
        log.received(Array("Nov 20 06:10:55.128 [notice] Tor [x] runs\nNov 20 06:10:55.000 [warn] Beware of [this]\n".utf8))
        log.received(Array("Nov 20 06:10:55.000 [err] It ".utf8))
        log.received(Array("failed\n\nld.so: not found\n".utf8))
        #expect(log.warnings == ["Beware of [this]", "It failed", "ld.so: not found"])
    }

    @Test func `however much comes, little is kept`() {
        var log = TorLog()
        for number in 0..<1_000 { log.received(Array("a [warn] \(number) \(String(repeating: "x", count: 2_000))\n".utf8)) }
        #expect(log.warnings.count == TorLog.maximumWarningCount)
        #expect(log.warnings.allSatisfy { $0.utf8.count <= TorLog.maximumLineByteCount })
        #expect(log.warnings.last?.hasPrefix("999 ") == true)
        log.received([UInt8](repeating: 0x61, count: 1_000_000))
        log.received(Array("\n".utf8))
        #expect(log.warnings.last?.utf8.count == TorLog.maximumLineByteCount)
    }

    @Test func `nothing that a terminal would obey comes through`() {
        var log = TorLog()
        log.received(Array("a [warn] \u{1b}[31mred\u{7}\r\n".utf8))
        #expect(log.warnings == ["?[31mred??"])
    }
}
