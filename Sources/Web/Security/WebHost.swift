public import Crypto

/// The names under which a front answers.
public enum WebHost: Sendable, Equatable {
    /// The web onion, port 80.
    case onion(OnionAddress)
    /// The front without Tor, on loopback.
    case loopback(port: UInt16)
}

extension WebHost {
    /// Whether a `Host` header names this front. One spelling each: browsers send lower case.
    func isNamed(_ host: String) -> Bool { names.contains(host) }

    /// Whether a POST that came to `host` was sent by a page of the same front: `Origin` is that very host's.
    ///
    /// A browser sets `Origin` itself; a page elsewhere can't choose it. `null` (sandboxed, or a hidden referrer) is refused.
    func isOwn(origin: String?, host: String) -> Bool { isNamed(host) && origin == "http://\(host)" }

    /// Whether cookies are `Secure` with the `__Host-` prefix. Browsers treat onions as secure; plain loopback is not.
    var hasSecureCookies: Bool {
        switch self {
        case .onion: true
        case .loopback: false
        }
    }

    private var names: [String] {
        switch self {
        case .onion(let address): [address.description]
        case .loopback(let port): ["127.0.0.1:\(port)", "localhost:\(port)"] + (port == 80 ? ["127.0.0.1", "localhost"] : [])
        }
    }
}
