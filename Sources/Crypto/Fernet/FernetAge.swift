/// How old a token may be.
public enum FernetAge: Equatable, Sendable {
    /// Of any age, even from the future: the time in the token is not looked at.
    case any
    /// Made at most `seconds` before `now` (seconds since 1970), and not later than `now` but for ``maximumSkew``.
    case atMost(seconds: UInt64, now: UInt64)

    /// 60 seconds, by which the clock of who made a token may be ahead of ours.
    ///
    /// **Source** fernet/spec's `invalid.json` asks for a limit; 60 s is what Python's `cryptography` takes.
    public static let maximumSkew: UInt64 = 60

    /// Refuses a token that was made at `time`.
    ///
    /// **Errors** ``FernetError/expired``, ``FernetError/fromTheFuture``.
    func check(_ time: UInt64) throws(FernetError) {
        guard case .atMost(let seconds, let now) = self else { return }
        if time > now {
            guard time - now <= Self.maximumSkew else { throw .fromTheFuture }
        } else {
            guard now - time <= seconds else { throw .expired }
        }
    }
}
