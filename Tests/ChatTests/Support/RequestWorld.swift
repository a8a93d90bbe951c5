import Accounts
import Chat
import Crypto
import Domain
import Mail

extension RequestTests.World {
    /// The query that the first node makes when `asker` looks for `wanted`.
    func query(of asker: Member, for wanted: Member) async throws -> SearchQuery {
        let pseudonym = first.chat.mail.pseudonym(of: asker, askingFor: wanted.address)
        return SearchQuery(name: wanted.name, pseudonym: pseudonym, invite: Random.bytes(16))
    }
}
