/// When Easter Sunday falls, by the table of the Gregorian church: the Sunday after the first full moon of spring.
package enum Easter {
    package static func sunday(of year: Int) -> LocalDate {
        let golden = year % 19 + 1
        let century = year / 100 + 1
        // Leap days that were left out, and the moon's own correction.
        let (sun, moon) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5)
        var epact = (11 * golden + 20 + moon - sun) % 30
        if epact < 0 { epact += 30 }
        if epact == 24 || epact == 25 && golden > 11 { epact += 1 }
        // The full moon as a day of March, from the 21st on.
        let fullMoon = 44 - epact < 21 ? 74 - epact : 44 - epact
        let day = LocalDate(dayNumber: LocalDate.dayNumber(year: year, month: 3, day: 1)).adding(days: fullMoon - 1)
        return day.adding(days: 7 - day.weekday % 7)
    }
}
