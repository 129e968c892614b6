/// The public holidays of countries as their laws have them.
extension HolidayRule {
    static let allGermany: [HolidayRule] = [
        .newYear, .goodFriday, .easterMonday, .labourDay, .ascension, .whitMonday, .date(.germanUnity, 10, 3),
        .christmas, .date(.secondChristmas, 12, 26),
    ]

    static let austria: [HolidayRule] = [
        .newYear, .epiphany, .easterMonday, .labourDay, .ascension, .whitMonday, .corpusChristi, .assumption,
        .date(.nationalAustria, 10, 26), .allSaints, .immaculate, .christmas, .date(.stephen, 12, 26),
    ]

    static let belgium: [HolidayRule] = [
        .newYear, .easterMonday, .labourDay, .ascension, .whitMonday, .date(.nationalBelgium, 7, 21), .assumption,
        .allSaints, .date(.armistice, 11, 11), .christmas,
    ]

    /// Four are kept in all cantons, the others in some of them alone.
    static let switzerland: [HolidayRule] =
        [.newYear, .ascension, .date(.nationalSwitzerland, 8, 1), .christmas] + ofSomeCantons.map(\.local)
    private static let ofSomeCantons: [HolidayRule] = [
        .date(.berchtold, 1, 2), .epiphany, .goodFriday, .easterMonday, .labourDay, .whitMonday, .corpusChristi,
        .assumption, .allSaints, .immaculate, .date(.stephen, 12, 26),
    ]

    /// Those of the whole country, with Epiphany, in whose place a community may put another day; and two of many
    /// communities.
    static let spain: [HolidayRule] = [
        .newYear, .epiphany, easter(.maundyThursday, -3).local, .goodFriday, easterMonday.local, .labourDay,
        .assumption, .date(.nationalSpain, 10, 12), .allSaints, .date(.constitutionSpain, 12, 6), .immaculate,
        .christmas,
    ]

    /// Alsace and Moselle have two more.
    static let france: [HolidayRule] = [
        .newYear, goodFriday.local, .easterMonday, .labourDay, .date(.victory, 5, 8), .ascension, .whitMonday,
        .date(.nationalFrance, 7, 14), .assumption, .allSaints, .date(.armistice, 11, 11), .christmas,
        date(.secondChristmas, 12, 26).local,
    ]

    /// A bank holiday at the weekend is kept on the weekday after it, that of Christmas after that of Boxing Day.
    static let england: [HolidayRule] = [
        .date(.newYear, 1, 1, moved: [6: 2, 7: 1]), .goodFriday, .easterMonday, .first(.earlyMay, 1, from: (5, 1)),
        .first(.springBank, 1, from: (5, 25)), .first(.summerBank, 1, from: (8, 25)),
        .date(.christmas, 12, 25, moved: [6: 2, 7: 2]), .date(.boxing, 12, 26, moved: [6: 2, 7: 2]),
    ]

    static let italy: [HolidayRule] = [
        .newYear, .epiphany, .easterSunday, .easterMonday, .date(.liberationItaly, 4, 25), .labourDay,
        .date(.republicItaly, 6, 2), .assumption, .date(.francis, 10, 4), .allSaints, .immaculate, .christmas,
        .date(.stephen, 12, 26),
    ]

    /// The King's birthday is kept on Saturday where it is a Sunday.
    static let netherlands: [HolidayRule] = [
        .newYear, .easterSunday, .easterMonday, .date(.kingsDay, 4, 27, moved: [7: -1]),
        .date(.liberationNetherlands, 5, 5), .ascension, .whitSunday, .whitMonday, .christmas,
        .date(.secondChristmas, 12, 26),
    ]

    static let poland: [HolidayRule] = [
        .newYear, .epiphany, .easterSunday, .easterMonday, .labourDay, .date(.constitutionPoland, 5, 3), .whitSunday,
        .corpusChristi, .assumption, .allSaints, .date(.independencePoland, 11, 11), .date(.christmasEve, 12, 24),
        .christmas, .date(.secondChristmas, 12, 26),
    ]

    /// Those of the federation, on the days on which its offices are closed.
    static let america: [HolidayRule] = [
        .date(.newYear, 1, 1, moved: nearest), .first(.martinLutherKing, 1, from: (1, 15)),
        .first(.washington, 1, from: (2, 15)), .first(.memorial, 1, from: (5, 25)),
        .date(.juneteenth, 6, 19, moved: nearest), .date(.independenceAmerica, 7, 4, moved: nearest),
        .first(.laborAmerica, 1, from: (9, 1)), .first(.columbus, 1, from: (10, 8)),
        .date(.veterans, 11, 11, moved: nearest), .first(.thanksgiving, 4, from: (11, 22)),
        .date(.christmas, 12, 25, moved: nearest),
    ]
    private static let nearest = [6: -1, 7: 1]
}

/// What several countries have.
extension HolidayRule {
    static let newYear = date(.newYear, 1, 1)
    static let epiphany = date(.epiphany, 1, 6)
    static let womensDay = date(.womensDay, 3, 8)
    static let goodFriday = easter(.goodFriday, -2)
    static let easterSunday = easter(.easterSunday, 0)
    static let easterMonday = easter(.easterMonday, 1)
    static let labourDay = date(.labourDay, 5, 1)
    static let ascension = easter(.ascension, 39)
    static let whitSunday = easter(.whitSunday, 49)
    static let whitMonday = easter(.whitMonday, 50)
    static let corpusChristi = easter(.corpusChristi, 60)
    static let assumption = date(.assumption, 8, 15)
    static let childrensDay = date(.childrensDay, 9, 20)
    static let reformation = date(.reformation, 10, 31)
    static let allSaints = date(.allSaints, 11, 1)
    /// The Wednesday before the 23rd of November.
    static let repentance = first(.repentance, 3, from: (11, 16))
    static let immaculate = date(.immaculate, 12, 8)
    static let christmas = date(.christmas, 12, 25)

    static func date(_ name: HolidayName, _ month: Int, _ day: Int, moved: [Int: Int] = [:]) -> HolidayRule {
        HolidayRule(name: name, day: .date(month: month, day: day), moved: moved)
    }

    static func easter(_ name: HolidayName, _ days: Int) -> HolidayRule { HolidayRule(name: name, day: .easter(days)) }

    static func first(_ name: HolidayName, _ weekday: Int, from: (month: Int, day: Int)) -> HolidayRule {
        HolidayRule(name: name, day: .first(weekday: weekday, from: from))
    }

    /// The same, kept in parts of the region alone.
    var local: HolidayRule {
        var rule = self
        rule.isLocal = true
        return rule
    }
}
