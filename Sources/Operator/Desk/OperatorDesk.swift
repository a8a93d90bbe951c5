internal import Accounts
package import Chat

/// Carries out what an operator asks: the same whether the node runs or is stopped.
package enum OperatorDesk {
    /// Does it on the domain of a running node, which holds to it at once, or on that of a stopped one.
    package static func perform(_ command: OperatorCommand, on chat: Chat) async throws(CommandError) -> OperatorAnswer {
        switch command {
        case .listSettings: return .settings(await chat.accounts.settings)
        case .getSetting(let key): return .setting(key, in: await chat.accounts.settings)
        case .setSetting(let key, let value):
            do { try await chat.accounts.set(key, to: value) } catch { throw CommandError(error) }
            return .changed(key, to: value)
        case .createInvites(let count, let days):
            do { return .fresh(try await chat.accounts.createInvites(count: count, days: days)) } catch { throw CommandError(error) }
        case .listInvites:
            do { return .invites(try await chat.accounts.invites()) } catch { throw CommandError(error) }
        case .revokeInvite(let id):
            do { try await chat.accounts.revokeInvite(id) } catch { throw CommandError(error) }
            return .revoked(id)
        }
    }
}
