internal import Accounts
internal import Chat
internal import Domain
internal import Mail

/// What `onionnode help` prints.
enum HelpText {
    /// On one command, or on all.
    static func text(on topic: String?) -> String {
        switch topic {
        case "settings": settings
        case "invites": invites
        default: all
        }
    }

    static let all = """
        onionnode: a chat node that is reached through Tor alone

        usage: onionnode COMMAND [OPTIONS]

          serve      run the node until Ctrl-C or SIGTERM
          status     what the running node and its tor are doing
          address    the node's onion addresses, one a line
          settings   what the operator chooses for the node: onionnode help settings
          invites    codes with which people may register: onionnode help invites
          version    the version of this program
          help       this text

        options everywhere
          --data DIR            where the node keeps everything (default ./data)
          --json                output for programs

        options of serve
          --local 127.0.0.1:PORT   the front for browsers on this machine, without Tor
          --torrc-include FILE     more lines for tor, for example of a private network
          --torrc FILE             what tor is started with, in place of the project's torrc
          --tor-control SOCKET     the control socket of a tor that runs already

        exit codes: 0 done, 1 failed, 2 wrong usage
        """

    private static let settings = """
        onionnode settings: what the operator chooses for the node

          settings list             every setting, its value, what it does and takes
          settings get KEY          one value, alone on its line
          settings set KEY VALUE    another value; the word default takes it back

        A running node holds to a change at once; a stopped one from its next start on. settings set also works before the first start.

        \(SettingKey.allCases.map { "  \($0.rawValue): \($0.allowedValues)" }.joined(separator: "\n"))

        options: --data DIR, --json
        """

    private static let invites = """
        onionnode invites: codes with which people may register while the setting registration is invite

          invites create [--count N] [--days D]   prints N codes (1), each good for one registration within D days (\(InviteLimits.defaultDays))
          invites list                            ids and what became of them; codes are not kept and can't be shown again
          invites revoke ID                       takes one back

        N is at most \(InviteLimits.atOnce), D at most \(InviteLimits.maximumDays); a node has at most \(InviteLimits.unused) unused invites.

        options: --data DIR, --json
        """
}
