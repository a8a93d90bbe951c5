internal import Chat
internal import Crypto
internal import EventLoop

/// A member's own account: passwords, sessions, export, the end.
extension Site {
    func showSettings(_ place: SettingsPlace, _ visit: Visit, _ seat: Seat) async -> Response {
        let viewer = seat.viewer
        switch place {
        case .index: return Self.page(.ok, SettingsPage.page(viewer: viewer, note: visit.note), visit.noteShown)
        case .password: return Self.page(.ok, PasswordPages.password(viewer: viewer))
        case .destructionPassword: return Self.page(.ok, PasswordPages.destructionPassword(viewer: viewer))
        case .sessions: return await showSessions(visit, seat)
        case .export: return Self.page(.ok, ExportPage.page(viewer: viewer))
        case .archive(let ticket): return await download(ticket, visit, seat)
        case .deleteAccount: return Self.page(.ok, DeleteAccountPage.page(viewer: viewer))
        case .endSession, .endOtherSessions: return Self.notFound
        }
    }

    func submitSettings(_ place: SettingsPlace, _ form: Form, _ visit: Visit, _ seat: Seat) async -> Response {
        let password = SecretBytes(copying: form["password"] ?? [])
        switch place {
        case .password:
            let change = PasswordChange.password(
                new: SecretBytes(copying: form["new_password"] ?? []),
                destructionPassword: SecretBytes(copying: form["destruction_password"] ?? []))
            return await changePasswords(change, password, visit, seat, done: .passwordChanged, again: PasswordPages.password)
        case .destructionPassword:
            let change = PasswordChange.destructionPassword(new: SecretBytes(copying: form["new_destruction_password"] ?? []))
            return await changePasswords(
                change, password, visit, seat, done: .destructionPasswordChanged, again: PasswordPages.destructionPassword)
        case .endSession(let id):
            do { try await chat.endSignIn(id, of: seat.member) } catch { return Self.problem(error) }
            return .seeOther(.settings(.sessions), fields: [visit.leaving(.sessionEnded)])
        case .endOtherSessions:
            await chat.endOtherSignIns(of: seat.member)
            return .seeOther(.settings(.sessions), fields: [visit.leaving(.otherSessionsEnded)])
        case .export: return await export(password, visit, seat)
        case .deleteAccount: return await deleteAccount(password, visit, seat)
        case .index, .sessions, .archive: return Self.notFound
        }
    }

    private func showSessions(_ visit: Visit, _ seat: Seat) async -> Response {
        let settings = await chat.settings
        let page = SessionsPage.page(
            await chat.signIns(of: seat.member), idleMinutes: settings.signInIdleMinutes, hours: settings.signInHours, viewer: seat.viewer,
            now: now, note: visit.note)
        return Self.page(.ok, page, visit.noteShown)
    }

    private func changePasswords(
        _ change: PasswordChange, _ password: SecretBytes, _ visit: Visit, _ seat: Seat, done: Note,
        again: (Viewer, PasswordPages.Problem?) -> [UInt8]
    ) async -> Response {
        do {
            let cookie = try await chat.change(change, password: password, as: seat.member)
            return .seeOther(
                .settings(.index), fields: [.setCookie(.set(.signIn, cookie.exposedText(), on: host)), visit.leaving(done)])
        } catch {
            func page(_ status: Status, _ field: PasswordPages.FieldName?) -> Response {
                Self.page(status, again(seat.viewer, PasswordPages.Problem(words: error.description, field: field)))
            }
            switch error {
            case .confirmation(let failure): return unconfirmed(failure, visit) { again(seat.viewer, .init(words: $0, field: nil)) }
            case .unsuitable, .unchanged: return page(.unprocessable, .new)
            case .notTheDestructionPassword: return page(.unprocessable, .destruction)
            case .changedMeanwhile: return leave(.passwordsChangedElsewhere, visit)
            }
        }
    }

    private func export(_ password: SecretBytes, _ visit: Visit, _ seat: Seat) async -> Response {
        do { try await chat.confirm(password, of: seat.member) } catch {
            return unconfirmed(error, visit) { ExportPage.page(viewer: seat.viewer, problem: $0) }
        }
        return .seeOther(.settings(.archive(exportTickets.issue(to: seat.member.signIn, now: second))))
    }

    private func download(_ ticket: RecordID, _ visit: Visit, _ seat: Seat) async -> Response {
        // Asking what would come (HEAD) uses nothing up.
        guard !visit.isHead, exportTickets.use(ticket, by: seat.member.signIn, now: second) else { return Self.notFound }
        let download = Download(chat: chat, member: seat.member)
        return Response(
            .ok, fields: [.tar, .download("onionnode-export.tar")],
            body: .streamed { body async throws(StreamError) in try await download.write(to: body) })
    }

    private func deleteAccount(_ password: SecretBytes, _ visit: Visit, _ seat: Seat) async -> Response {
        do { try await chat.deleteAccount(of: seat.member, password: password) } catch {
            return unconfirmed(error, visit) { DeleteAccountPage.page(viewer: seat.viewer, problem: $0) }
        }
        return leave(.accountDeleted, visit)
    }

    /// A password that was not taken: refused ends in being logged out, all else shows the form again.
    private func unconfirmed(_ error: ConfirmationError, _ visit: Visit, again: (String) -> [UInt8]) -> Response {
        switch error {
        case .refused: leave(.passwordWrong, visit)
        case .busy(let pause): Self.page(.busy, again(error.description), [Self.retry(after: pause)])
        case .storage: Self.page(.internalError, again(error.description))
        }
    }

    /// To the log-in page, without the cookie of a sign-in that has ended.
    private func leave(_ note: Note, _ visit: Visit) -> Response {
        .seeOther(.login, fields: [.setCookie(.remove(.signIn, on: host)), visit.leaving(note)])
    }
}
