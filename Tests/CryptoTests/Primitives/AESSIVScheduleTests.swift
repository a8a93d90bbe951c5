import Crypto
import Testing

@Suite struct AESSIVScheduleTests {
    private let key = SecretBytes(copying: [UInt8](1...64))
    private let place = Array("a place".utf8)

    @Test func `a kept schedule seals and opens as a key of its own does, each time`() throws {
        let schedule = try AESSIVSchedule(key)
        for count in [1, 15, 16, 17, 300, 5000, 3] {
            let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let sealed = try AESSIV.seal(plaintext, key: key, associatedData: place)
            #expect(try schedule.seal(plaintext, associatedData: place) == sealed)
            #expect(try schedule.open(sealed, associatedData: place) == plaintext)
        }
    }

    @Test func `what does not open leaves the schedule as it was`() throws {
        let schedule = try AESSIVSchedule(key)
        let sealed = try schedule.seal([1, 2, 3], associatedData: place)
        for index in sealed.indices {
            var forged = sealed
            forged[index] ^= 1
            #expect(throws: CryptoError.authenticationFailed) { try schedule.open(forged, associatedData: place) }
            #expect(try schedule.open(sealed, associatedData: place) == [1, 2, 3])
        }
        #expect(throws: CryptoError.authenticationFailed) { try schedule.open(sealed, associatedData: [9]) }
        #expect(throws: CryptoError.tooShort(minimum: 17, found: 16)) { try schedule.open(Array(sealed.prefix(16)), associatedData: place) }
        #expect(throws: CryptoError.emptyInput) { try schedule.seal([], associatedData: place) }
        #expect(throws: CryptoError.emptyInput) { try schedule.open(sealed, associatedData: []) }
    }

    @Test func `a key of another length is refused`() {
        #expect(throws: CryptoError.wrongLength(expected: 64, found: 32)) { try AESSIVSchedule(SecretBytes.random(32)) }
    }

    @Test func `many threads may use one schedule at once`() async throws {
        let schedule = try AESSIVSchedule(key)
        let place = place
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 as Range<UInt8> {
                group.addTask {
                    let sealed = try schedule.seal([number, 1], associatedData: place)
                    return try schedule.open(sealed, associatedData: place) == [number, 1]
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
