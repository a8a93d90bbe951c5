internal import Accounts
internal import Chat
internal import Domain
internal import EventLoop
internal import Mail
internal import TorControl

/// Shows the clocks to the domain once a minute: by them sign-ins end, and it decides whether accounts that nobody logs in to may be deleted.
@Loop final class ClockDuty {
    /// A clock that was set is noticed within a minute.
    private static let interval = Duration.seconds(60)

    private let chat: Chat
    private let tor: TorService
    private var timer: LoopTimer?
    private var work: Task<Void, Never>?
    private var hadConsensus = false
    /// The last doubt that the log knows of; a node begins without a consensus, which is worth no line.
    private var loggedDoubt: String? = ClockDoubt.noConsensus.word

    init(chat: Chat, tor: TorService) {
        self.chat = chat
        self.tor = tor
    }

    func start() {
        look()
        timer = LoopTimer(after: ClockDuty.interval, repeating: true) { [weak self] in self?.look() }
    }

    /// Ends a sweep that goes on after its present step.
    func stop() async {
        timer?.cancel()
        work?.cancel()
        await work?.value
    }

    /// tor may have learnt what time it is.
    func torChanged(_ status: TorStatus) {
        let hasConsensus = status.consensus != nil
        if hasConsensus, !hadConsensus { look() }
        hadConsensus = hasConsensus
    }

    private func look() {
        guard work == nil else { return }
        let reading = reading
        work = spawn { [weak self, chat] in
            chat.accounts.endOldSignIns()
            await chat.accounts.watchClock(reading)
            let doubt = await chat.accounts.dormancyStatus.doubt
            self?.work = nil
            self?.log(doubt)
        }
    }

    private func log(_ doubt: ClockDoubt?) {
        guard doubt?.word != loggedDoubt else { return }
        loggedDoubt = doubt?.word
        if let doubt {
            Log.note("the machine's clock is not believed, no account is deleted", state: doubt.description, .warning)
        } else {
            Log.note("the machine's clock is believed")
        }
    }

    private var reading: ClockReading {
        ClockReading(
            wall: NodeContents.seconds(), sinceBoot: NodeContents.secondsSinceBoot(),
            consensus: tor.status.consensus.map { $0.validAfter...$0.validUntil })
    }
}
