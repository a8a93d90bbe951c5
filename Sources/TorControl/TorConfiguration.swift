/// How the node comes to a tor.
public struct TorConfiguration: Sendable, Equatable {
    /// The node's data directory; its own tor lives in `tor` inside it.
    public var dataDirectory: String
    /// The project's torrc.
    public var torrcPath: String
    /// A file of extra lines for the node's own tor, which win over the torrc.
    public var includePath: String?
    /// The tor program: a name that is looked for in PATH, or a path.
    public var torPath: String
    /// The unix control socket of a running tor to use; with it no tor is started, and none is ever ended.
    public var attachedControlPath: String?

    /// Describes a tor that the node starts itself, unless `attachedControlPath` says otherwise.
    public init(
        dataDirectory: String, torrcPath: String, includePath: String? = nil, torPath: String = "tor",
        attachedControlPath: String? = nil
    ) {
        self.dataDirectory = dataDirectory
        self.torrcPath = torrcPath
        self.includePath = includePath
        self.torPath = torPath
        self.attachedControlPath = attachedControlPath
    }
}
