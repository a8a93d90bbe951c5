import Domain
import Testing

@testable import Web

@Suite struct DateWordsTests {
    private func told(_ minutes: Int64, _ words: any Words) -> String {
        words.told(Age(of: UnixMinute(count: UInt32(Int64(Samples.now.count) - minutes)), now: Samples.now))
    }

    @Test func `times are minutes, told as English people tell them`() {
        let words = English()
        let shown = [0, 59, 60, 1439, 1440 * 3, 1440 * 400, -5].map { told($0, words) }
        #expect(shown == ["now", "59 min ago", "1 h ago", "yesterday", "8 Nov", "7 Oct 2025", "now"])
        #expect(words.longDate(UnixDay(count: 0)) == "Thursday, 1 January 1970")
        #expect(words.longDate(Samples.now.day) == "Wednesday, 11 November 2026")
        #expect(words.exactly(Samples.now) == "11 November 2026, 06:12 UTC")
    }

    @Test func `times are minutes, told as German people tell them`() {
        let words = German()
        let shown = [0, 1, 59, 60, 1439, 1440 * 3, 1440 * 400, -5].map { told($0, words) }
        #expect(shown == ["gerade eben", "vor 1 Min.", "vor 59 Min.", "vor 1 Std.", "gestern", "8. Nov.", "7. Okt. 2025", "gerade eben"])
        #expect(words.longDate(UnixDay(count: 0)) == "Donnerstag, 1. Januar 1970")
        #expect(words.longDate(Samples.now.day) == "Mittwoch, 11. November 2026")
        #expect(words.exactly(Samples.now) == "11. November 2026, 06:12 Uhr (UTC)")
        // 2 March 2026 and 31 March 2024.
        #expect(words.date(UnixDay(count: 20_514)) == "2. März 2026")
        #expect(words.told(.day(UnixDay(count: 20_514))) == "2. März")
        #expect(words.longDate(UnixDay(count: 19_813)) == "Sonntag, 31. März 2024")
    }

    @Test func `days before 1970 have weekdays too`() {
        let weekdays = [-1, -3, -4, 4, 10].map { UnixDay(count: $0).weekday }
        #expect(weekdays == [2, 0, 6, 0, 6])
    }

    @Test func `one and many follow each language's rule`() {
        let english = English()
        let german = German()
        #expect(german.signInLifetime(idleMinutes: 1, hours: 1).contains("nach 1 Minute ohne Klick, spätestens aber 1 Stunde nach"))
        #expect(german.signInLifetime(idleMinutes: 15, hours: 12).contains("nach 15 Minuten ohne Klick, spätestens aber 12 Stunden nach"))
        #expect(english.signInLifetime(idleMinutes: 1, hours: 2).contains("after 1 minute without use, and 2 hours after"))
        #expect(german.dormancy(days: 1).contains("sich einen Tag lang") && german.dormancy(days: 30).contains("sich 30 Tage lang"))
        #expect(german.locked(1).hasPrefix("Eine Anfrage ist da") && german.locked(2).hasPrefix("2 Anfragen sind da"))
        let link = Link(.requests)
        func text(_ sentence: Sentence) -> String { sentence.parts.map(\.text).joined() }
        #expect(text(german.requestsWait(1, link)) == "Eine Kontaktanfrage wartet auf deine Antwort.")
        #expect(text(german.requestsWait(7, link)) == "7 Kontaktanfragen warten auf deine Antwort.")
        #expect(text(english.requestsWait(1, link)) == "One connection request waits for your answer.")
    }
}
