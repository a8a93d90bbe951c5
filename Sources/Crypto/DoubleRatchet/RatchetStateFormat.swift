import Bytes

/// How a session lies at rest, inside a sealed column.
///
/// **Layout** version u8 = 1 ‖ parts u8 (1 remote key, 2 sending chain, 4 receiving chain) ‖ root key 32 ‖ next sending header key 32 ‖
/// next receiving header key 32 ‖ ratchet secret 32 ‖ ratchet key 32 ‖ previous count u32 ‖ [remote key 32] ‖ [sending chain] ‖
/// [receiving chain] ‖ chain count u16 ‖ skipped chains.
/// A chain = header key 32 ‖ chain key 32 ‖ number u32. A skipped chain = header key 32 ‖ ratchet key 32 ‖ block count u16 ‖ blocks.
/// A block = day u32 ‖ count u8 ‖ numbers u32 each ‖ keys 32 each.
/// **Limits** ``RatchetLimits/stateByteCount``, ``RatchetLimits/skippedStored``. Unknown parts, empty chains, empty blocks and numbers that
/// do not ascend are refused. The ratchet key is not worked out again from its secret: only what this node sealed itself is ever decoded.
enum RatchetStateFormat {
    private static let version: UInt8 = 1
    private static let keyByteCount = 32

    private struct Parts: OptionSet {
        let rawValue: UInt8
        static let remoteKey = Parts(rawValue: 1)
        static let sending = Parts(rawValue: 2)
        static let receiving = Parts(rawValue: 4)
        static let all: Parts = [.remoteKey, .sending, .receiving]
    }

    /// The state, written straight into its secret: no key ever lies in ordinary memory.
    static func encode(_ core: RatchetCore) -> SecretBytes {
        SecretBytes(count: byteCount(of: core)) { output in
            write(core, to: &output)
            output.append(bigEndian: UInt16(core.skipped.chains.count))
            for chain in core.skipped.chains { write(chain, to: &output) }
        }
    }

    static func decode(_ state: SecretBytes) throws(RatchetError) -> RatchetCore {
        guard state.count <= RatchetLimits.stateByteCount else {
            throw .malformedState(.overLimit(found: state.count, limit: RatchetLimits.stateByteCount))
        }
        var reader = SecretReader(state)
        let found: UInt8
        do { found = try reader.readInteger() } catch { throw .malformedState(error) }
        guard found == version else { throw .unknownVersion(found) }
        do {
            let core = try readCore(&reader)
            try reader.finish()
            return core
        } catch {
            throw .malformedState(error)
        }
    }

    // MARK: Writing

    private static func byteCount(of core: RatchetCore) -> Int {
        let fixed = 2 + 5 * keyByteCount + 4 + 2
        let chains = [core.sending, core.receiving].compactMap { $0 }.count * (2 * keyByteCount + 4)
        let skipped = core.skipped.chains.reduce(0) { count, chain in
            count + 2 * keyByteCount + 2 + chain.blocks.reduce(0) { $0 + 5 + $1.bytes.count }
        }
        return fixed + (core.remoteKey == nil ? 0 : keyByteCount) + chains + skipped
    }

    private static func write(_ core: RatchetCore, to output: inout OutputSpan<UInt8>) {
        var parts: Parts = []
        if core.remoteKey != nil { parts.insert(.remoteKey) }
        if core.sending != nil { parts.insert(.sending) }
        if core.receiving != nil { parts.insert(.receiving) }
        output.append(version)
        output.append(parts.rawValue)
        for key in [core.rootKey, core.nextSendingHeaderKey, core.nextReceivingHeaderKey, core.ratchetKey.secret] {
            output.append(copying: key)
        }
        output.append(copying: core.ratchetKey.publicKey.bytes)
        output.append(bigEndian: core.previousCount)
        if let remoteKey = core.remoteKey { output.append(copying: remoteKey.bytes) }
        for case let chain? in [core.sending, core.receiving] {
            output.append(copying: chain.headerKey)
            output.append(copying: chain.chainKey)
            output.append(bigEndian: chain.number)
        }
    }

    private static func write(_ chain: SkippedKeys.Chain, to output: inout OutputSpan<UInt8>) {
        output.append(copying: chain.headerKey)
        output.append(copying: chain.ratchetKey.bytes)
        output.append(bigEndian: UInt16(chain.blocks.count))
        for block in chain.blocks {
            output.append(bigEndian: block.day)
            output.append(UInt8(block.count))
            output.append(copying: block.bytes)
        }
    }

    // MARK: Reading

    private static func readCore(_ reader: inout SecretReader) throws(ByteReaderError) -> RatchetCore {
        let parts = Parts(rawValue: try reader.readInteger())
        guard parts.isSubset(of: .all) else { throw .invalidValue }
        let rootKey = try reader.readSecret(keyByteCount)
        let nextSendingHeaderKey = try reader.readSecret(keyByteCount)
        let nextReceivingHeaderKey = try reader.readSecret(keyByteCount)
        let secret = try reader.readSecret(keyByteCount)
        let publicKey = try readKey(&reader)
        guard let ratchetKey = try? AgreementKey(secret: secret, storedPublicKey: publicKey) else { throw .invalidValue }
        return RatchetCore(
            rootKey: rootKey, ratchetKey: ratchetKey, nextSendingHeaderKey: nextSendingHeaderKey,
            nextReceivingHeaderKey: nextReceivingHeaderKey,
            previousCount: try reader.readInteger(),
            remoteKey: parts.contains(.remoteKey) ? try readKey(&reader) : nil,
            sending: parts.contains(.sending) ? try readChain(&reader) : nil,
            receiving: parts.contains(.receiving) ? try readChain(&reader) : nil,
            skipped: try readSkipped(&reader))
    }

    private static func readKey(_ reader: inout SecretReader) throws(ByteReaderError) -> AgreementPublicKey {
        let bytes = try reader.read(keyByteCount)
        guard let key = try? AgreementPublicKey(bytes) else { throw .invalidValue }
        return key
    }

    private static func readChain(_ reader: inout SecretReader) throws(ByteReaderError) -> RatchetChain {
        RatchetChain(
            headerKey: try reader.readSecret(keyByteCount), chainKey: try reader.readSecret(keyByteCount), number: try reader.readInteger())
    }

    private static func readSkipped(_ reader: inout SecretReader) throws(ByteReaderError) -> SkippedKeys {
        var chains: [SkippedKeys.Chain] = []
        var left = RatchetLimits.skippedStored
        for _ in 0..<(try reader.readInteger(UInt16.self)) {
            let headerKey = try reader.readSecret(keyByteCount)
            let ratchetKey = try readKey(&reader)
            let blocks = try readBlocks(&reader, left: &left)
            chains.append(SkippedKeys.Chain(headerKey: headerKey, ratchetKey: ratchetKey, blocks: blocks))
        }
        return SkippedKeys(chains: chains)
    }

    private static func readBlocks(_ reader: inout SecretReader, left: inout Int) throws(ByteReaderError) -> [SkippedBlock] {
        let blockCount: UInt16 = try reader.readInteger()
        guard blockCount > 0 else { throw .invalidValue }
        var blocks: [SkippedBlock] = []
        var lowest: UInt32 = 0
        for _ in 0..<blockCount {
            let day: UInt32 = try reader.readInteger()
            let count = Int(try reader.readInteger(UInt8.self))
            guard count > 0, count <= RatchetLimits.skippedInOneBlock else { throw .invalidValue }
            left -= count
            guard left >= 0 else {
                throw .overLimit(found: RatchetLimits.skippedStored - left, limit: RatchetLimits.skippedStored)
            }
            let block = SkippedBlock(day: day, bytes: try reader.readSecret(SkippedBlock.byteCount(of: count)))
            for number in block.numbers {
                guard number >= lowest, number <= RatchetLimits.lastNumber else { throw .invalidValue }
                lowest = number + 1
            }
            blocks.append(block)
        }
        return blocks
    }
}

extension OutputSpan<UInt8> {
    /// Appends a copy of `bytes`, for which there must be room.
    fileprivate mutating func append(copying bytes: [UInt8]) { append(copying: bytes.span) }

    /// Appends a copy of `secret`, for which there must be room.
    fileprivate mutating func append(copying secret: SecretBytes) { secret.withSpan { append(copying: $0) } }
}
