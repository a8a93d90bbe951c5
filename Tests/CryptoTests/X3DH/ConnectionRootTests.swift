import Crypto
import Testing

@Suite struct ConnectionRootTests {
    private func derive(
        shared: UInt8 = 1, kem: [UInt8]? = nil, request: UInt8 = 2, mode: UInt8 = 1, kemParts: [UInt8] = [], asker: [UInt8] = [1, 2],
        acceptor: [UInt8] = [3]
    ) -> [[UInt8]] {
        let root = ConnectionRoot.derive(
            sharedSecret: SecretBytes(copying: [UInt8](repeating: shared, count: 32)), kemSecret: kem.map { SecretBytes(copying: $0) },
            requestSecret: SecretBytes(copying: [UInt8](repeating: request, count: 32)), mode: mode, kemParts: kemParts,
            askerCapabilities: asker, acceptorCapabilities: acceptor)
        return [root.sessionKey, root.acceptorHeaderKey, root.askerHeaderKey, root.presenceKey, root.repairKey].map { $0.exposed() }
    }

    @Test func `each key serves one purpose`() {
        let keys = derive()
        #expect(Set(keys).count == 5)
        #expect(keys.allSatisfy { $0.count == 32 })
        #expect(derive() == keys)
    }

    @Test func `every argument changes every key`() {
        let variants = [
            derive(), derive(shared: 9), derive(kem: [UInt8](repeating: 7, count: 32)), derive(request: 9), derive(mode: 2),
            derive(kemParts: [1]), derive(asker: [1]), derive(acceptor: [4]),
            // The same bytes, another border between the two lists.
            derive(asker: [1], acceptor: [2, 3]), derive(asker: [], acceptor: [1, 2, 3]),
        ]
        #expect(Set(variants.flatMap { $0 }).count == variants.count * 5)
    }

    /// Computed with Python's `cryptography` from the layout in the type's comment.
    @Test func `known keys come out`() {
        #expect(
            derive() == [
                hex("a6c7e180fd83ee4c88f78fda90dcd63acbd0e9419c0b177a69fcbefa2c94feb2"),
                hex("c95586eb87423622646052972eee4bf652d464e20bf0d57793015f450d74664c"),
                hex("a37d128f8bcfca6b0e8dae0a080cd339c73387001c752127f76bd823fd4629e7"),
                hex("a04a5c5459b501f4c6e28aa1c1771215a90069bb21355008c545dbde39bf7103"),
                hex("882d5e93d89733dc8793c10309164ca0eea8f90d29b40f6e623b72c80502f8d9"),
            ])
    }
}
