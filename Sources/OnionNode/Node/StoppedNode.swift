internal import Accounts
internal import Chat
internal import Domain
internal import Glibc
internal import Mail
internal import Operator
internal import Store

/// A node that does not run, as an operator's command finds it: opened under its lock for this one command.
enum StoppedNode {
    /// Does `command` in the data directory at `path`.
    ///
    /// A setting may be made before the first start: it makes the directory. Everything else needs a node that has run.
    static func perform(_ command: OperatorCommand, at path: String) async throws(CommandError) -> OperatorAnswer {
        let isNew = unsafe access(path + "/node.db", F_OK) != 0
        if isNew {
            guard case .setSetting = command else { throw nothingThere }
        }
        let directory = try DataDirectory(path)
        let nodeKey = try directory.nodeKey()
        do {
            if case .setSetting(let key, let value) = command {
                // Without the domain, which does not open over a value that it can't read: that value is what may have to be put right.
                let store = try Database(path: directory.databasePath)
                try await Chat.prepare(store)
                try await Accounts.set(key, to: value, in: store)
                try await store.close()
                return .changed(key, to: value, remarks: isNew ? ["the data directory \(directory.path) was made"] : [])
            }
            // No password is judged here: how long one takes does not matter.
            let contents = try await NodeContents.open(directory, nodeKey, passwords: PasswordPool(), evaluation: .zero)
            let answer = try await OperatorDesk.perform(command, on: contents.chat)
            try await contents.store.close()
            return answer
        } catch let error as CommandError { throw error } catch let error as SettingError { throw CommandError(error) } catch {
            throw NodeContents.unopened(error)
        }
    }

    private static let nothingThere = CommandError(
        "there is no node in this data directory", hint: "--data names another directory; onionnode serve makes a node")
}
