import App
import Domain
import Foundation
import Testing

@Suite("Zones as people call them")
struct ZoneTextTests {
    private static let winter = Date(timeIntervalSince1970: 1_767_600_000)
    private static let summer = winter + 182 * 86_400

    @Test(
        "a zone is called by its place, with what its clocks are called and how far it is from UTC",
        arguments: [
            ("Europe/Berlin", "Berlin time", "CET, UTC+1", "Berliner Zeit", "MEZ, UTC+1"),
            ("Europe/Lisbon", "Lisbon time", "WET, UTC+0", "Lissabonner Zeit", "WEZ, UTC+0"),
            ("America/New_York", "New York time", "EST, UTC−5", "New Yorker Zeit", "EST, UTC−5"),
            ("Asia/Tokyo", "Tokyo time", "JST, UTC+9", "Ortszeit Tokio", "JST, UTC+9"),
            ("America/St_Johns", "St. John’s time", "NST, UTC−3:30", "Ortszeit St. John’s", "NST, UTC−3:30"),
            // Their times have numbers for names.
            ("Asia/Kathmandu", "Kathmandu time", "UTC+5:45", "Ortszeit Kathmandu", "UTC+5:45"),
            ("America/Argentina/Buenos_Aires", "Buenos Aires time", "UTC−3", "Ortszeit Buenos Aires", "UTC−3"),
        ])
    func names(zone: String, english: String, detail: String, german: String, germanDetail: String) throws {
        let zone = try Zone(zone)
        let text = ZoneText(zone, at: Self.winter, .english)
        #expect(text.name == english && text.detail == detail)
        let other = ZoneText(zone, at: Self.winter, Catalogue.of("de"))
        #expect(other.name == german && other.detail == germanDetail)
    }

    @Test("in summer it has its summer's name and offset, and UTC needs neither")
    func seasons() throws {
        #expect(ZoneText(try Zone("Europe/Berlin"), at: Self.summer, .english).detail == "CEST, UTC+2")
        #expect(ZoneText(try Zone("Europe/Berlin"), at: Self.summer, Catalogue.of("de")).detail == "MESZ, UTC+2")
        let utc = ZoneText(.utc, at: Self.winter, .english)
        #expect(utc.name == "UTC" && utc.detail == nil)
    }

    @Test("days and months are written short and long, and only a time that a day has twice says which it is")
    func days() throws {
        let zone = try Zone("Europe/Berlin")
        let (english, german) = (
            DateText(catalogue: .english, zone: zone), DateText(catalogue: Catalogue.of("de"), zone: zone)
        )
        let day = try #require(LocalDate("2026-10-25"))
        #expect(english.dayOfYear(day) == "Sunday 25 October" && german.dayOfYear(day) == "Sonntag, 25. Oktober")
        #expect(english.longDay(day) == "Sunday 25 October 2026" && german.shortDay(day) == "So 25. Okt.")
        #expect(english.month(day) == "October 2026" && german.dayOfMonth(day) == "25. Oktober")
        let hours = zone.instants(day, minute: 150)
        #expect(hours.map(english.onlyTime(of:)) == ["02:30 CEST", "02:30 CET"])
        #expect(hours.map(german.onlyTime(of:)) == ["2:30 MESZ", "2:30 MEZ"])
        #expect(zone.instants(day, minute: 240).map(english.onlyTime(of:)) == ["04:00"])
    }
}
