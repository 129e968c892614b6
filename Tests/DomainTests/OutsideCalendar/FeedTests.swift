import Domain
import Foundation
import Testing

@Suite("Calendars in the manner of programs that people use")
struct FeedTests {
    private func read(
        _ feed: String, _ change: (inout OutsideCalendar.Rules) -> Void = { _ in }
    ) throws -> OutsideCalendar {
        // All but Thunderbird's end their lines as RFC 5545 has it.
        let text = feed == Feeds.thunderbird ? feed : feed.replacing("\n", with: "\r\n")
        let calendar = try FeedReading.read(text) {
            $0.ownAddresses = ["ada@example.org"]
            change(&$0)
        }
        #expect(calendar.unread == 0)
        return calendar
    }

    @Test("Google's: a series with an exception and a moved time, a birthday, a declined and an accepted invitation")
    func google() throws {
        let calendar = try read(Feeds.google)
        #expect(
            FeedReading.shown(calendar) == [
                "1 09:00–1 09:30", "4 13:00–4 14:00", "16 15:00–16 16:00", "22 09:00–22 09:30",
            ])
        #expect(calendar.name == "Ada Example" && calendar.events == 5)
    }

    @Test("Outlook's: zones of Windows and of the tenant, tentative, elsewhere at work, and out of office")
    func outlook() throws {
        let busy = [
            "2 08:00–2 09:00", "3 12:00–3 12:30", "14 08:00–14 09:00", "16 08:00–16 09:00", "23 23:00–26 23:00",
        ]
        #expect(FeedReading.shown(try read(Feeds.outlook)) == busy)
        let sure = try read(Feeds.outlook) { $0.tentativeBlocks = false }
        #expect(FeedReading.shown(sure) == busy.filter { $0 != "3 12:00–3 12:30" })
    }

    @Test("Proton's: the first Thursday, two weekends, and an event that ends in another zone")
    func proton() throws {
        #expect(
            FeedReading.shown(try read(Feeds.proton)) == [
                "3 17:00–3 18:30", "10 23:00–12 23:00", "17 23:00–19 23:00", "22 00:00–22 02:00",
            ])
    }

    @Test("Nextcloud's: a cancelled time, a further one, and all that follow moved; a task is no event")
    func nextcloud() throws {
        let calendar = try read(Feeds.nextcloud)
        #expect(
            FeedReading.shown(calendar) == [
                "1 13:00–1 14:30", "3 13:00–3 14:30", "4 14:00–4 14:30", "8 14:00–8 14:30",
            ])
        #expect(calendar.name == "Persönlich" && calendar.events == 3)
    }

    @Test("Thunderbird's: older zones and small letters; days that it writes as free block where the owner says so")
    func thunderbird() throws {
        let evenings = ["2 17:00–2 18:00", "31 17:00–31 18:00"]
        #expect(FeedReading.shown(try read(Feeds.thunderbird)) == evenings)
        let all = try read(Feeds.thunderbird) { $0.allBusy = true }
        #expect(FeedReading.shown(all) == [evenings[0], "20 23:00–23 23:00", evenings[1]])
    }
}
