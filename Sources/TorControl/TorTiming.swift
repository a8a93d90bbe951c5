/// How long things may take. Tests shorten them; nothing else does.
struct TorTiming: Sendable {
    /// A control socket is reached at once or not at all: it is on this machine.
    var connectLimit = Duration.seconds(5)
    /// tor opens its control socket within a second; a slow disk with a large state gets 60.
    var launchLimit = Duration.seconds(60)
    /// How often to look whether a starting tor's control socket is there.
    var launchPoll = Duration.milliseconds(50)
    /// tor answers commands at once; while it computes (parsing a consensus on a slow machine) it may take seconds.
    var commandLimit = Duration.seconds(30)
    /// How often to ask tor whether it is still there, and to retry onions that it refused.
    var heartbeat = Duration.seconds(60)
    /// A tor that has lasted this long counts as well: the next restart begins at the first delay.
    var stableAfter = Duration.seconds(120)
    /// How long tor gets to end after it was asked, before it is asked more firmly.
    var endLimit = Duration.seconds(5)
    /// When stopping, how long a command may take: stopping must not hang on a tor that hangs.
    var farewellLimit = Duration.seconds(2)
    /// Multiplies the restart delays.
    var delayDivisor = 1
}
