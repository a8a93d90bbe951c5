/// What tor tells without being asked, as far as this node listens to it.
enum ControlEvent: Equatable, Sendable {
    /// `650 STATUS_CLIENT NOTICE BOOTSTRAP …`
    case bootstrap(BootstrapPhase)
    /// `650 HS_DESC …`
    case descriptor(DescriptorEvent)
    /// Anything else: the specification adds events and fields, and none of them is an error.
    case other

    /// Reads an event reply.
    ///
    /// ```
    /// 650 STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY="Connected to a relay"
    /// 650 HS_DESC UPLOADED <service ID> UNKNOWN $<fingerprint>~<nickname>
    /// ```
    ///
    /// **Errors** ``TorControlError/garbledReply`` when an event of a known kind is not of its form.
    init(_ reply: ControlReply) throws(TorControlError) {
        guard reply.isEvent, let text = reply.lines.first?.text else { throw .garbledReply }
        let kind = text.prefix { $0 != " " }
        let rest = text.dropFirst(kind.count)
        switch kind {
        case "STATUS_CLIENT":
            self = try BootstrapPhase(rest).map { .bootstrap($0) } ?? .other
        case "HS_DESC":
            self = .descriptor(try DescriptorEvent(rest))
        default:
            self = .other
        }
    }
}

/// How far tor is in joining the network.
///
/// **Source** control-spec §4.1.10, BOOTSTRAP.
struct BootstrapPhase: Equatable, Sendable {
    /// 0 to 100.
    let percent: Int
    /// The next task, in tor's words; or what stands in its way.
    let summary: String

    /// A summary is shown to the operator: 200 characters are a line or two.
    static let maximumSummaryLength = 200

    /// Reads `NOTICE BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY="Connected to a relay"`, as it stands in the event and in the answer to
    /// `GETINFO status/bootstrap-phase`. Nil for another action.
    ///
    /// **Errors** ``TorControlError/garbledReply``.
    init?(_ text: some StringProtocol) throws(TorControlError) {
        let arguments = try KeywordArguments(text)
        guard arguments.words.count >= 2, arguments.words[1] == "BOOTSTRAP" else { return nil }
        guard let progress = arguments["PROGRESS"].flatMap({ Int($0) }), (0...100).contains(progress) else { throw .garbledReply }
        percent = progress
        let warning = arguments["WARNING"].map { ": \($0)" } ?? ""
        summary = String(((arguments["SUMMARY"] ?? "") + warning).prefix(Self.maximumSummaryLength))
    }
}

/// Something happened to a service descriptor.
///
/// **Source** control-spec §4.1.25.
struct DescriptorEvent: Equatable, Sendable {
    /// What happened; `other` covers fetches and whatever is added later.
    enum Action: Equatable, Sendable { case upload, uploaded, failed, other }

    let action: Action
    /// The service ID, or `UNKNOWN`.
    let serviceID: String
    /// The directory it went to, in whichever of its spellings.
    let directory: String

    /// Reads what stands after `HS_DESC`.
    ///
    /// **Errors** ``TorControlError/garbledReply``.
    init(_ text: some StringProtocol) throws(TorControlError) {
        let words = try KeywordArguments(text).words
        guard words.count >= 4 else { throw .garbledReply }
        switch words[0] {
        case "UPLOAD": action = .upload
        case "UPLOADED": action = .uploaded
        case "FAILED": action = .failed
        default: action = .other
        }
        serviceID = words[1]
        // `$fingerprint~nickname` in one event, `$fingerprint` in another: the fingerprint is what names the directory.
        directory = String(words[3].prefix { $0 != "~" && $0 != "=" })
    }
}
