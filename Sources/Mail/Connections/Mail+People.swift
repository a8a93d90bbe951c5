internal import Bytes
internal import Crypto
public import Domain
internal import Store

extension Mail {
    /// Finds the member that `text` names exactly: `name` on this node, `name@….onion` on any (protocol §6.1).
    public func search(_ text: String, as member: Member) async throws(ChatError) -> Profile {
        let address = try address(text)
        if address == member.address { return Profile(address: address, relation: .you) }
        if let relation = try await relation(to: address, of: member) { return Profile(address: address, relation: relation) }
        let found = try await ask(for: address, as: member)
        // The answer took its time: nothing is remembered for a sign-in that has ended.
        if isSignedIn(member) { foundCards.keep(found, of: address, for: member.account) }
        return Profile(address: address, relation: .stranger)
    }

    /// Sends a connection request with a greeting (protocol §6.5).
    public func sendRequest(to address: MemberAddress, greeting: String, as member: Member) async throws(ChatError) {
        guard address != member.address else { throw .yourself }
        guard greeting.count <= RequestPayload.greetingCharacterLimit, greeting.utf8.count <= RequestPayload.greetingByteLimit else {
            throw .greetingTooLong(limit: RequestPayload.greetingCharacterLimit)
        }
        let unconfirmed = try await look(as: member) { mine in
            let unconfirmed = try mine.sentRequests.unconfirmed(to: address)
            // A request of which nobody knows whether it arrived may be sent again, with the keys it had.
            if unconfirmed == nil { try Mail.refuse(mine.relation(to: address)) }
            return unconfirmed
        }
        let kept = foundCards.take(address, for: member.account, now: environment.now())
        let found = if let kept { kept } else { try await ask(for: address, as: member) }
        // Under another account key it is another person: nothing of the earlier request is used again.
        let earlier = unconfirmed.flatMap { $0.request.accountKey == found.card.accountKey ? $0 : nil }
        let (request, frame) = try await seal(
            earlier?.request, greeting, to: address, found, floor: try await floor(with: address, found.card, of: member), as: member)
        guard let transport else { throw .unreachable(.noTor) }

        // Kept before it is sent: the answer must find its keys, whatever happens to this process.
        let id = earlier?.id ?? SentRequestID.random()
        try await change(as: member) { mine in
            if earlier != nil, try mine.sentRequests.request(id) != nil { return try mine.sentRequests.keep(request, id) }
            if let unconfirmed { try mine.sentRequests.forget(unconfirmed.id) }
            try Mail.refuse(mine.relation(to: address))
            guard try mine.sentRequests.find(to: address) == nil else { throw ChatError.alreadyRequested }
            guard try mine.sentRequests.count() < OutgoingRequestTable.limit else { throw ChatError.busy }
            try mine.sentRequests.insert(id, request)
            for queue in [request.keys.textQueue, request.keys.bulkQueue] {
                try mine.incomingQueues.insert(queue, of: mine.account, owner: .request(id))
            }
        }
        // An error leaves the request as it is, unconfirmed: it may have arrived, and its answer must still find the keys.
        do { try await transport.request(frame, at: address.node) } catch { throw .unreachable(error) }
        try await change(as: member) { try $0.sentRequests.confirm(id) }
    }

    /// How this node names `member` to others when it asks for `address`. **Shape** 16 bytes.
    package nonisolated func pseudonym(of member: Member, askingFor address: MemberAddress) -> [UInt8] {
        nodeKey.pseudonym(of: member.account.row, askingFor: address)
    }

    private func address(_ text: String) throws(ChatError) -> MemberAddress {
        let trimmed = text.trimmingSpaces()
        if trimmed.utf8.contains(UInt8(ascii: "@")) {
            do { return try MemberAddress(trimmed) } catch { throw .notAnAddress(error) }
        }
        do { return MemberAddress(name: try Username(trimmed), node: node) } catch { throw .notAnAddress(.name(error)) }
    }

    /// Asks the node of `address` for its card, under this member's pseudonym there.
    private func ask(for address: MemberAddress, as member: Member) async throws(ChatError) -> FoundCards.Found {
        guard let transport else { throw .unreachable(.noTor) }
        // Nothing is remembered of an account that is gone: what was to be forgotten was forgotten before.
        guard !presence.isGone(member.account) else { throw .signedOut }
        guard limits.searchesPerMember.allows(member.account, now: environment.now()) else { throw .busy }
        let pseudonym = pseudonym(of: member, askingFor: address)
        let query = SearchQuery(name: address.name, pseudonym: pseudonym, invite: Random.bytes(16))
        let answer: SearchAnswer
        do { answer = try await transport.search(query, at: address.node) } catch { throw .unreachable(error) }
        switch answer {
        case .notFound: throw .notFound
        case .busy: throw .busy
        case .found(let bytes, let token, let workBits):
            let card = try Card(verifying: bytes, of: address.name, now: now)
            guard workBits <= ProofOfWork.maximumBits, token.count == 32 else { throw .cardInvalid }
            return FoundCards.Found(
                card: card, hash: SHA256.hash(bytes), token: token, workBits: workBits, pseudonym: pseudonym, foundAt: environment.now())
        }
    }

    /// What a connection with the owner of `card` was made with before, if there was one.
    private func floor(with address: MemberAddress, _ card: Card, of member: Member) async throws(ChatError) -> KeyAgreement {
        try await look(as: member) { try $0.connections.floor(with: address, card.accountKey) }
    }

    /// Makes the request's keys, unless an `earlier` one has them, seals it to the card's prekey and does its work.
    private func seal(
        _ earlier: SentRequest?, _ greeting: String, to address: MemberAddress, _ found: FoundCards.Found, floor: KeyAgreement,
        as member: Member
    ) async throws(ChatError) -> (SentRequest, RequestFrame) {
        let now = now
        let capabilities = environment.capabilities
        let record = try await look(as: member) { try $0.record }
        guard let record else { throw .signedOut }
        guard
            var request = earlier
                ?? (try? SentRequest(to: address, greeting: greeting, minute: now, card: found.card, capabilities: capabilities)),
            let bundle = try? ConnectionBundle(decoding: request.bundle, from: .asker)
        else { throw .storage }
        let agreement = RequestSealing.agreement(bundle, found.card)
        // The keys of an earlier request are what they are: where they have ML-KEM and the library has lost it, it can't be sent again.
        guard agreement == .classical || capabilities.contains(.postQuantum) else { throw .postQuantumLost }
        try agreement.require(max(floor, request.floor), ours: bundle.capabilities)
        request.raiseFloor(to: agreement)
        let payload = RequestPayload(
            from: member.address, greeting: greeting, accountKey: record.signingKey.publicKey, bundle: bundle,
            endorsement: bundle.endorsed(by: record.signingKey), requestSecret: request.requestSecret)
        let context = RequestPayload.context(
            asker: node, node: address.node, name: address.name, pseudonym: found.pseudonym, cardHash: found.hash)
        guard let sealed = try? RequestSealing.seal(payload, to: found.card, context: context) else { throw .cardInvalid }
        let solved = await environment.proofWork.run {
            ProofOfWork.solve(token: found.token, ciphertext: sealed.ciphertext, bits: found.workBits)
        }
        guard case .some(.some(let counter)) = solved else { throw .busy }
        let frame = RequestFrame(
            token: found.token, pseudonym: found.pseudonym, name: address.name, workCounter: counter, encapsulated: sealed.encapsulated,
            ciphertext: sealed.ciphertext)
        return (request, frame)
    }

    private func relation(to address: MemberAddress, of member: Member) async throws(ChatError) -> Profile.Relation? {
        try await look(as: member) { try $0.relation(to: address) }
    }

    private static func refuse(_ relation: Profile.Relation?) throws(ChatError) {
        switch relation {
        case .contact: throw .alreadyConnected
        case .asked: throw .alreadyAsked
        case .requested: throw .alreadyRequested
        case .you: throw .yourself
        case .stranger, nil: break
        }
    }
}

extension MemberScope {
    /// What the member and `address` are to each other; nil: nothing yet.
    fileprivate func relation(to address: MemberAddress) throws -> Profile.Relation? {
        if let found = try connections.find(address), !found.isBroken { return .contact(found.conversation) }
        if let id = try requests.waiting(from: address) { return .asked(id) }
        return try sentRequests.isConfirmed(to: address) ? .requested : nil
    }
}

extension String {
    /// Without the white space around it.
    func trimmingSpaces() -> String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
