package import Accounts
internal import Domain

/// What an operator is told, for people and for programs.
package struct OperatorAnswer: Sendable, Equatable {
    /// Lines for people.
    let text: String
    /// One line for programs.
    let json: JSON

    /// What to print.
    package func shown(isJSON: Bool) -> String { isJSON ? json.text : text }
}

extension OperatorAnswer {
    /// All settings.
    static func settings(_ settings: NodeSettings) -> OperatorAnswer {
        let rows = SettingKey.allCases.map { [$0.rawValue, settings.text(of: $0)] }
        let indent = String(repeating: " ", count: widths(rows).reduce(0) { $0 + $1 + 2 })
        let lines = zip(SettingKey.allCases, table(rows)).flatMap { key, line in
            ["\(line)\(key.explanation)", "\(indent)\(key.allowedValues); default \(key.defaultText)"]
        }
        return OperatorAnswer(
            text: lines.joined(separator: "\n"), json: .object(SettingKey.allCases.map { ($0.rawValue, json(of: $0, in: settings)) }))
    }

    /// One setting's value, alone on its line.
    static func setting(_ key: SettingKey, in settings: NodeSettings) -> OperatorAnswer {
        OperatorAnswer(text: settings.text(of: key), json: .object([(key.rawValue, json(of: key, in: settings))]))
    }

    /// A setting that was changed, and what follows from it that is easily forgotten.
    package static func changed(_ key: SettingKey, to text: String, remarks: [String] = []) -> OperatorAnswer {
        var settings = NodeSettings()
        // The value was taken by the node: it is one of this key's.
        try? settings.set(key, to: text)
        var lines = ["\(key.rawValue) is \(settings.text(of: key))"]
        if key == .registration, settings.registration == .invite { lines.append("onionnode invites create makes codes to hand out") }
        if key == .dormancyDays { lines.append("a larger number counts at once; a smaller one deletes nobody for a week") }
        return OperatorAnswer(
            text: (lines + remarks).joined(separator: "\n"), json: .object([(key.rawValue, json(of: key, in: settings))]))
    }

    /// Invites that were just made: for people the codes alone, one a line.
    static func fresh(_ invites: [FreshInvite]) -> OperatorAnswer {
        OperatorAnswer(
            text: invites.map { $0.code.exposedText() }.joined(separator: "\n"),
            json: .object([
                (
                    "invites",
                    .array(
                        invites.map {
                            .object([
                                ("code", .text($0.code.exposedText())), ("id", .text($0.id.description)),
                                ("expires", .text($0.expires.stamp)),
                            ])
                        })
                )
            ]))
    }

    /// The invites that are kept.
    static func invites(_ invites: [Invite]) -> OperatorAnswer {
        let rows = invites.map { [$0.id.description, $0.state.rawValue, $0.made.description, $0.expires.description] }
        let lines = table([["id", "state", "made (UTC)", "expires (UTC)"]] + rows)
        return OperatorAnswer(
            text: invites.isEmpty ? "there are no invites" : lines.map(trimmed).joined(separator: "\n"),
            json: .object([
                (
                    "invites",
                    .array(
                        invites.map {
                            .object([
                                ("id", .text($0.id.description)), ("state", .text($0.state.rawValue)), ("made", .text($0.made.stamp)),
                                ("expires", .text($0.expires.stamp)),
                            ])
                        })
                )
            ]))
    }

    /// An invite that was taken back.
    static func revoked(_ id: InviteID) -> OperatorAnswer {
        OperatorAnswer(text: "the invite \(id) works no more", json: .object([("revoked", .text(id.description))]))
    }

    private static func json(of key: SettingKey, in settings: NodeSettings) -> JSON {
        let text = settings.text(of: key)
        return Int(text).map(JSON.integer) ?? .text(text)
    }

    /// `rows` as lines with columns of equal width, two spaces behind each.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = widths(rows)
        return rows.map { row in zip(row, widths).map { $0.padded(to: $1 + 2) }.joined() }
    }

    private static func widths(_ rows: [[String]]) -> [Int] {
        guard let first = rows.first else { return [] }
        return first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}

extension UnixMinute {
    /// `2026-11-20T06:12Z`, for programs. **Source** ISO 8601.
    fileprivate var stamp: String { description.replacing(" ", with: "T") + "Z" }
}
