import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// Onion addresses, members' addresses, names and the ids in URLs.
let identityTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "onion-address", longestInput: 160,
        seeds: {
            [
                Array("2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion".utf8),
                Array("DUCKDUCKGOGG42XJOC72X3SJASOWOARFBGCMVFIMAFTT6TWAGSWZCZAD.onion".utf8), [UInt8](repeating: 0, count: 32),
                FixedKeys.signing(1).publicKey.bytes, [UInt8](repeating: 0xff, count: 31) + [0x7f],
            ]
        },
        run: Addresses.runOnion),
    FuzzTarget(
        name: "member-address", longestInput: 160,
        seeds: {
            [
                Array("ada@2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion".utf8),
                Array("A.d_a-0@DUCKDUCKGOGG42XJOC72X3SJASOWOARFBGCMVFIMAFTT6TWAGSWZCZAD.onion".utf8),
                Array("00ff00ff00ff00ff".utf8), Array("123456789012345678".utf8), Array("rnvv1".utf8),
            ]
        },
        run: Addresses.runMember),
]

private enum Addresses {
    static func runOnion(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let address = try? OnionAddress(text) {
            claim(address.description == text.lowercased(), "an onion address is spelled back")
            claim(OnionAddress(publicKey: address.publicKey).description == address.description, "the key says the whole address")
        }
        // The checksum would stop every chance key: here the input's key gets the right one, and only the key itself is judged.
        let key = input.fitted(to: VerifyingKey.byteCount)
        let checksum = SHA3_256.hash(Array(".onion checksum".utf8) + key + [3]).prefix(2)
        let spelled = Base32.encode(key + checksum + [3]) + ".onion"
        switch (try? VerifyingKey(key), try? OnionAddress(spelled)) {
        case (let key?, let address?): claim(address.publicKey == key && address.description == spelled, "the address is its key's")
        case (nil, nil): break
        default: claim(false, "a key is usable for an address when it is usable at all")
        }
    }

    static func runMember(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let address = try? MemberAddress(text) {
            claim(address.description == text.lowercased(), "a member's address is spelled back")
            claim(address.description.utf8.count <= MemberAddress.maximumByteCount, "no address is over its limit")
        }
        if let name = try? Username(text) {
            claim(name.text == text.lowercased() && (3...32).contains(name.text.utf8.count), "a name is spelled back")
            claim((1...32).contains(name.skeleton.utf8.count), "a name has a skeleton, and it is no longer")
        }
        if let id = ConversationID(text) { claim(id.description == text && id.row >= 0, "a record's id is spelled back") }
        if let id = MessageID(text) { claim(id.number >= 0 && MessageID(id.description) == id, "a message's id is a number") }
    }
}
