import Domain
import Foundation
import Testing

@Suite("Dates and times of day")
struct LocalDateTests {
    @Test("every day of 2,400 years follows the one before, as a calendar written out says")
    func everyDay() throws {
        var (year, month, day) = (1, 1, 1)
        let first = try #require(LocalDate("0001-01-01"))
        for number in first.dayNumber..<(first.dayNumber + 2400 * 365) {
            let date = LocalDate(dayNumber: number)
            guard date.civil == (year, month, day) else {
                Issue.record("\(number) is \(date), not \(year)-\(month)-\(day)")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test("known days have their number and weekday")
    func known() throws {
        let expected = [
            ("1970-01-01", 0, 4), ("2000-02-29", 11016, 2), ("2026-11-22", 20779, 7), ("1969-12-29", -3, 1),
        ]
        for (text, number, weekday) in expected {
            let date = try #require(LocalDate(text))
            #expect(date.dayNumber == number)
            #expect(date.weekday == weekday)
            #expect(date.description == text)
        }
    }

    @Test("text goes to a date and back")
    func roundTrip() {
        for number in stride(from: -719_162, through: 2_932_896, by: 997) {
            let date = LocalDate(dayNumber: number)
            #expect(LocalDate(date.description) == date)
            #expect(date.adding(days: 1) > date)
        }
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-1", "2026-12-01T", "+026-12-01",
            "2026/12/01", "0000-01-01", "２０２６-12-01", "2026-12-0a", " 2026-12-01",
        ])
    func refusedDates(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test("times of day reach from 00:00 to 24:00")
    func times() {
        #expect(TimeOfDay("00:00")?.minute == 0)
        #expect(TimeOfDay("09:05")?.minute == 545)
        #expect(TimeOfDay("24:00")?.description == "24:00")
        for text in ["", "9:00", "24:01", "25:00", "12:60", "12-00", "12:0", "+1:00", "12:00:00"] {
            #expect(TimeOfDay(text) == nil, "\(text)")
        }
    }
}
