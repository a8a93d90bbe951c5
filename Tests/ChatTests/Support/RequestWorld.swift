import Chat
import Crypto

extension RequestTests.World {
    /// The query that the first node makes when `asker` looks for `wanted`.
    func query(of asker: Member, for wanted: Member) async throws -> SearchQuery {
        let pseudonym = first.chat.pseudonym(of: asker, askingFor: wanted.address)
        return SearchQuery(name: wanted.name, pseudonym: pseudonym, invite: Random.bytes(16))
    }
}
