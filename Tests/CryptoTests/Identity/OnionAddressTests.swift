import Bytes
import Testing

@testable import Crypto

@Suite struct OnionAddressTests {
    private static let torProject = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"

    @Test(arguments: [
        torProject,
        "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
    ])
    func `addresses of real services parse and are spelled back`(_ text: String) throws {
        let address = try OnionAddress(text)
        #expect(address.description == text)
        #expect(address.serviceID + ".onion" == text)
        #expect(OnionAddress(publicKey: address.publicKey) == address)
        #expect(OnionAddress(publicKey: address.publicKey).description == text)
    }

    @Test func `an address out of a seal is the one that was put there, in its one shape`() throws {
        let address = try OnionAddress(Self.torProject)
        let sealed = Array(Self.torProject.utf8)
        let opened = try OnionAddress(sealed: sealed[...])
        #expect(opened == address && opened.description == address.description)
        let cut = String(Self.torProject.dropFirst())
        for shape in [Self.torProject.uppercased(), cut, Self.torProject.replacing("wid.", with: "wia."), ""] {
            #expect(throws: OnionAddressError.self, "\(shape)") { try OnionAddress(sealed: Array(shape.utf8)[...]) }
        }
    }

    @Test func `upper case is the same address in lower case`() throws {
        let shouted = try OnionAddress(Self.torProject.uppercased())
        #expect(shouted.description == Self.torProject)
        #expect(try shouted == OnionAddress(Self.torProject))
    }

    @Test func `every change of one character is found`() throws {
        let characters = Array(Self.torProject.dropLast(6).utf8)
        for index in characters.indices {
            var changed = characters
            changed[index] = changed[index] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            #expect(throws: OnionAddressError.self) { try OnionAddress(String(decoding: changed, as: UTF8.self) + ".onion") }
        }
    }

    @Test func `every flip of a checksum bit is a mismatch`() throws {
        let decoded = try #require(Base32.decode(Self.torProject.dropLast(6)))
        for bit in 0..<16 {
            var changed = decoded
            changed[32 + bit / 8] ^= 1 << (bit % 8)
            #expect(throws: OnionAddressError.checksumMismatch) { try OnionAddress(Base32.encode(changed) + ".onion") }
        }
    }

    @Test func `another version is refused`() throws {
        var decoded = try #require(Base32.decode(Self.torProject.dropLast(6)))
        decoded[34] = 4
        #expect(throws: OnionAddressError.wrongVersion(4)) { try OnionAddress(Base32.encode(decoded) + ".onion") }
    }

    @Test func `texts of another shape are refused by name`() {
        let serviceID = Self.torProject.dropLast(6)
        #expect(throws: OnionAddressError.missingSuffix) { try OnionAddress("") }
        #expect(throws: OnionAddressError.missingSuffix) { try OnionAddress(serviceID) }
        #expect(throws: OnionAddressError.missingSuffix) { try OnionAddress(serviceID + ".onion.") }
        #expect(throws: OnionAddressError.missingSuffix) { try OnionAddress(serviceID + ".onion ") }
        #expect(throws: OnionAddressError.wrongLength(0)) { try OnionAddress(".onion") }
        #expect(throws: OnionAddressError.wrongLength(55)) { try OnionAddress(serviceID.dropLast() + ".onion") }
        #expect(throws: OnionAddressError.wrongLength(60)) { try OnionAddress("www." + serviceID + ".onion") }
        #expect(throws: OnionAddressError.wrongLength(16)) { try OnionAddress("expyuzz4wqqyqhjn.onion") }
        #expect(throws: OnionAddressError.wrongCharacter) { try OnionAddress("1" + serviceID.dropFirst() + ".onion") }
        #expect(throws: OnionAddressError.wrongCharacter) { try OnionAddress("\0" + serviceID.dropFirst() + ".onion") }
        // KELVIN SIGN folds to k in Unicode; here it is three bytes that are no letter.
        #expect(throws: OnionAddressError.self) { try OnionAddress("\u{212A}" + serviceID.dropFirst(3) + ".onion") }
    }

    @Test func `weak keys make no address, however right its checksum`() {
        for bytes in VerifyingKeyTests.smallOrderKeys {
            #expect(throws: OnionAddressError.weakKey(.smallOrderKey)) { try OnionAddress(Self.text(ofKey: bytes)) }
        }
        for bytes in VerifyingKeyTests.nonCanonicalKeys {
            #expect(throws: OnionAddressError.weakKey(.nonCanonicalKey)) { try OnionAddress(Self.text(ofKey: bytes)) }
        }
    }

    @Test func `addresses are ordered as their texts are`() throws {
        let addresses = (0..<50).map { _ in OnionAddress(publicKey: SigningKey.generate().publicKey) }
        #expect(addresses.sorted().map(\.description) == addresses.map(\.description).sorted())
    }

    @Test func `errors say what is wrong and quote nothing`() {
        #expect(OnionAddressError.wrongLength(3).description == "an onion address has 56 characters before .onion, this one has 3")
    }

    private static func text(ofKey key: [UInt8]) -> String {
        let checksum = SHA3_256.hash(Array(".onion checksum".utf8) + key + [3]).prefix(2)
        return Base32.encode(key + checksum + [3]) + ".onion"
    }
}
