import Domain
import Testing

@Suite("Public holidays")
struct PublicHolidayTests {
    private func dates(_ region: HolidayRegion, _ year: Int) -> [String] {
        PublicHoliday.all(in: region, of: year).filter { !$0.isLocal }.map { String($0.date.description.dropFirst(5)) }
    }

    private func dates(_ name: HolidayName, _ region: HolidayRegion) -> [String] {
        (2026...2030).flatMap { PublicHoliday.all(in: region, of: $0) }.filter { $0.name == name }
            .map(\.date.description)
    }

    @Test("Easter is the Sunday that the churches of the west keep, also in the earliest and the latest year")
    func easter() {
        let known = [
            1818: "1818-03-22", 1943: "1943-04-25", 1981: "1981-04-19", 2000: "2000-04-23", 2026: "2026-04-05",
            2027: "2027-03-28", 2028: "2028-04-16", 2029: "2029-04-01", 2030: "2030-04-21", 2049: "2049-04-18",
        ]
        for (year, date) in known { #expect(Easter.sunday(of: year).description == date) }
        for year in 1900...2199 { #expect(Easter.sunday(of: year).weekday == 7, "\(year)") }
    }

    @Test("all German states share nine days, and each has its own beside them")
    func germany() {
        let all = ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"]
        #expect(dates(.germany, 2026) == all)
        let own: [HolidayRegion: [String]] = [
            .badenWuerttemberg: ["01-06", "06-04", "11-01"], .bavaria: ["01-06", "06-04", "11-01"],
            .berlin: ["03-08"], .brandenburg: ["04-05", "05-24", "10-31"], .bremen: ["10-31"], .hamburg: ["10-31"],
            .hesse: ["06-04"], .mecklenburg: ["03-08", "10-31"], .lowerSaxony: ["10-31"],
            .northRhine: ["06-04", "11-01"], .palatinate: ["06-04", "11-01"],
            .saarland: ["06-04", "08-15", "11-01"], .saxony: ["10-31", "11-18"], .saxonyAnhalt: ["01-06", "10-31"],
            .schleswigHolstein: ["10-31"], .thuringia: ["09-20", "10-31"],
        ]
        for (state, days) in own { #expect(dates(state, 2026) == (all + days).sorted(), "\(state)") }
        #expect(own.count == 16)
        #expect(
            dates(.repentance, .saxony) == ["2026-11-18", "2027-11-17", "2028-11-22", "2029-11-21", "2030-11-20"])
        let local = PublicHoliday.all(in: .bavaria, of: 2026).filter(\.isLocal)
        #expect(local.map(\.date.description) == ["2026-08-15"])
    }

    @Test("other countries have the days that their laws name")
    func countries() {
        let known: [(HolidayRegion, Int, [String])] = [
            (
                .austria, 2027,
                [
                    "01-01", "01-06", "03-29", "05-01", "05-06", "05-17", "05-27", "08-15", "10-26", "11-01", "12-08",
                    "12-25", "12-26",
                ]
            ),
            (
                .belgium, 2028,
                ["01-01", "04-17", "05-01", "05-25", "06-05", "07-21", "08-15", "11-01", "11-11", "12-25"]
            ),
            (.switzerland, 2026, ["01-01", "05-14", "08-01", "12-25"]),
            (
                .spain, 2026,
                ["01-01", "01-06", "04-03", "05-01", "08-15", "10-12", "11-01", "12-06", "12-08", "12-25"]
            ),
            (
                .france, 2029,
                ["01-01", "04-02", "05-01", "05-08", "05-10", "05-21", "07-14", "08-15", "11-01", "11-11", "12-25"]
            ),
            (
                .italy, 2026,
                [
                    "01-01", "01-06", "04-05", "04-06", "04-25", "05-01", "06-02", "08-15", "10-04", "11-01", "12-08",
                    "12-25", "12-26",
                ]
            ),
            (
                .netherlands, 2030,
                ["01-01", "04-21", "04-22", "04-27", "05-05", "05-30", "06-09", "06-10", "12-25", "12-26"]
            ),
            (
                .poland, 2026,
                [
                    "01-01", "01-06", "04-05", "04-06", "05-01", "05-03", "05-24", "06-04", "08-15", "11-01", "11-11",
                    "12-24", "12-25", "12-26",
                ]
            ),
        ]
        for (region, year, days) in known { #expect(dates(region, year) == days, "\(region)") }
    }

    @Test("what falls on a weekend is given where it is kept: in England after it, in America beside it")
    func moved() {
        #expect(dates(.england, 2026) == ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"])
        #expect(dates(.england, 2027) == ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"])
        #expect(dates(.england, 2028) == ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"])
        #expect(
            dates(.america, 2026) == [
                "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25",
            ])
        #expect(
            dates(.america, 2027) == [
                "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24",
                "12-31",
            ], "New Year's Day of 2028 is a Saturday")
        #expect(dates(.america, 2028).first == "01-17")
        #expect(PublicHoliday.all(in: .netherlands, of: 2031).contains { $0.date.description == "2031-04-26" })
    }
}
