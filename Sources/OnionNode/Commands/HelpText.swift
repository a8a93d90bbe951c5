/// What `onionnode help` prints.
enum HelpText {
    static let all = """
        onionnode: a chat node that is reached through Tor alone

        usage: onionnode COMMAND [OPTIONS]

          serve      run the node until Ctrl-C or SIGTERM
          status     what the running node and its tor are doing
          address    the node's onion addresses, one a line
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
}
