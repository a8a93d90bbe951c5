import Crypto
import Foundation
import Testing

/// The published vectors of `Noise_XX_25519_ChaChaPoly_SHA256`: the first one of cacophony spelled out, and the whole set.
@Suite struct NoiseVectorTests {
    struct Vector: Decodable, Sendable {
        struct Message: Decodable, Sendable {
            let payload: String
            let ciphertext: String
        }
        let protocolName: String
        let initPrologue: String
        let initStatic: String
        let initEphemeral: String
        let respPrologue: String
        let respStatic: String
        let respEphemeral: String
        let handshakeHash: String?
        let messages: [Message]
    }

    private struct File: Decodable { let vectors: [Vector] }

    private static let first = Vector(
        protocolName: "Noise_XX_25519_ChaChaPoly_SHA256",
        initPrologue: "4a6f686e2047616c74",
        initStatic: "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
        initEphemeral: "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a",
        respPrologue: "4a6f686e2047616c74",
        respStatic: "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
        respEphemeral: "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b",
        handshakeHash: "c8e5f64e846193be2a834104c2a009868d6c9f3bd3c186299888b488b2f1f58e",
        messages: [
            .init(
                payload: "4c756477696720766f6e204d69736573",
                ciphertext: """
                    ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573
                    """),
            .init(
                payload: "4d757272617920526f746862617264",
                ciphertext: """
                    95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f14480884381cbad1f276e038c48378ffce2b65285\
                    e08d6b68aaa3629a5a8639392490e5b9bd5269c2f1e4f488ed8831161f19b7815528f8982ffe09be9b5c412f8a0db50f\
                    8814c7194e83f23dbd8d162c9326ad
                    """),
            .init(
                payload: "462e20412e20486179656b",
                ciphertext: """
                    c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a80ae475b9df0f169ae80a89be0865b57f\
                    58c9fea0d4ec82a286427402f113e4b6ae769a1d95941d49b25030
                    """),
            .init(payload: "4361726c204d656e676572", ciphertext: "96763ed773f8e47bb3712f0e29b3060ffc956ffc146cee53d5e1df"),
            .init(
                payload: "4a65616e2d426170746973746520536179",
                ciphertext: "3e40f15f6f3a46ae446b253bf8b1d9ffb6ed9b174d272328ff91a7e2e5c79c07f5"),
        ])

    @Test func `the first vector comes out byte for byte`() throws { try run(Self.first) }

    @Test func `every vector comes out byte for byte`() throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let vectors = try decoder.decode(File.self, from: VectorFolder.data("noise/xx_25519_chachapoly_sha256.json")).vectors
        #expect(vectors.count == 2)
        for vector in vectors { try run(vector) }
    }

    private func run(_ vector: Vector) throws {
        #expect(vector.protocolName == "Noise_XX_25519_ChaChaPoly_SHA256")
        var initiator = NoiseXX(
            role: .initiator, staticKey: try AgreementKey(secret: secret(vector.initStatic)), prologue: hex(vector.initPrologue),
            ephemeral: try AgreementKey(secret: secret(vector.initEphemeral)))
        var responder = NoiseXX(
            role: .responder, staticKey: try AgreementKey(secret: secret(vector.respStatic)), prologue: hex(vector.respPrologue),
            ephemeral: try AgreementKey(secret: secret(vector.respEphemeral)))
        for (index, message) in vector.messages.prefix(3).enumerated() {
            let written = index == 1 ? try responder.write(hex(message.payload)) : try initiator.write(hex(message.payload))
            #expect(written == hex(message.ciphertext))
            #expect(try (index == 1 ? initiator.read(written) : responder.read(written)) == hex(message.payload))
        }
        if let hash = vector.handshakeHash { #expect(initiator.handshakeHash == hex(hash)) }
        #expect(initiator.handshakeHash == responder.handshakeHash)
        var (left, right) = (try initiator.split(), try responder.split())
        for (index, message) in vector.messages.enumerated().dropFirst(3) {
            // The messages go on taking turns: the fourth is the responder's.
            let written = try index.isMultiple(of: 2) ? left.send.seal(hex(message.payload)) : right.send.seal(hex(message.payload))
            #expect(written == hex(message.ciphertext))
            #expect(try (index.isMultiple(of: 2) ? right.receive.open(written) : left.receive.open(written)) == hex(message.payload))
        }
    }
}
