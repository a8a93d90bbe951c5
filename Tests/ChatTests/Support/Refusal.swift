/// What something was refused with: errors of different types side by side in one table.
struct Refusal: Equatable, CustomStringConvertible {
    let error: any Error

    static func == (left: Refusal, right: Refusal) -> Bool { left.description == right.description }

    var description: String { "\(type(of: error)): \(String(reflecting: error))" }
}

/// What `body` is refused with; nil when it is not.
func refusal<Result>(_ body: () throws -> Result) -> Refusal? {
    do {
        _ = try body()
        return nil
    } catch { return Refusal(error: error) }
}
