import Testing

@testable import Crypto

/// Constants of RFC 9106 §5.3.
@Suite struct Argon2idTests {
    private let salt = [UInt8](repeating: 2, count: 16)

    @Test func `the tag of RFC 9106 comes out, on any number of threads`() throws {
        for threads: UInt32 in [1, 4] {
            let derived = try Argon2id.derive(
                password: SecretBytes(copying: [UInt8](repeating: 1, count: 32)), salt: salt,
                pepper: SecretBytes(copying: [UInt8](repeating: 3, count: 8)), associatedData: [UInt8](repeating: 4, count: 12),
                parameters: Argon2id.Parameters(memoryKiB: 32, passes: 3, lanes: 4, threads: threads))
            #expect(derived == secret("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"))
        }
    }

    @Test func `password, salt and pepper each change the key, and the password is left as it was`() throws {
        let cost = try Argon2id.Parameters(memoryKiB: 32, passes: 1, lanes: 4)
        let password = SecretBytes(copying: Array("correct horse".utf8))
        let pepper = SecretBytes.random(32)
        let key = try Argon2id.derive(password: password, salt: salt, pepper: pepper, parameters: cost)
        #expect(key.count == 32)
        #expect(try Argon2id.derive(password: password, salt: salt, pepper: pepper, parameters: cost) == key)
        #expect(try Argon2id.derive(password: .random(12), salt: salt, pepper: pepper, parameters: cost) != key)
        #expect(try Argon2id.derive(password: password, salt: Random.bytes(16), pepper: pepper, parameters: cost) != key)
        #expect(try Argon2id.derive(password: password, salt: salt, pepper: .random(32), parameters: cost) != key)
        #expect(password.exposed() == Array("correct horse".utf8))
    }

    @Test func `an empty password is a password`() throws {
        let cost = try Argon2id.Parameters(memoryKiB: 32, passes: 1, lanes: 4)
        #expect(throws: Never.self) {
            try Argon2id.derive(password: .random(0), salt: salt, pepper: .random(0), parameters: cost)
        }
    }

    @Test(
        arguments: [
            (7, 1, 1, 1), (31, 1, 4, 1), (1 << 20 | 1, 1, 1, 1), (64, 0, 1, 1), (64, 17, 1, 1), (1024, 1, 0, 1), (1024, 1, 17, 1),
            (64, 1, 1, 0), (64, 1, 2, 3), (UInt32.max, .max, .max, .max),
        ] as [(UInt32, UInt32, UInt32, UInt32)])
    func `costs outside the limits are refused`(_ cost: (UInt32, UInt32, UInt32, UInt32)) {
        #expect(throws: CryptoError.parameterOutOfRange) {
            try Argon2id.Parameters(memoryKiB: cost.0, passes: cost.1, lanes: cost.2, threads: cost.3)
        }
    }

    @Test func `the standard cost is 64 MiB, 3 passes, 4 lanes, one thread`() throws {
        #expect(try Argon2id.Parameters.standard == Argon2id.Parameters(memoryKiB: 65536, passes: 3, lanes: 4, threads: 1))
    }

    @Test func `salts and passwords outside the limits are refused`() throws {
        let cost = try Argon2id.Parameters(memoryKiB: 32, passes: 1, lanes: 4)
        #expect(throws: CryptoError.tooShort(minimum: 8, found: 7)) {
            try Argon2id.derive(password: .random(8), salt: Random.bytes(7), pepper: .random(8), parameters: cost)
        }
        #expect(throws: CryptoError.overLimit(limit: 64, found: 65)) {
            try Argon2id.derive(password: .random(8), salt: Random.bytes(65), pepper: .random(8), parameters: cost)
        }
        #expect(throws: CryptoError.overLimit(limit: 1024, found: 1025)) {
            try Argon2id.derive(password: .random(1025), salt: salt, pepper: .random(8), parameters: cost)
        }
    }
}
