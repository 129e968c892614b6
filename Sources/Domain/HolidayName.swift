/// What holidays are called; each has its words in every language.
package enum HolidayName: String, CaseIterable, Sendable {
    case newYear = "new_year"
    case berchtold
    case epiphany
    case martinLutherKing = "martin_luther_king"
    case washington
    case womensDay = "womens_day"
    case maundyThursday = "maundy_thursday"
    case goodFriday = "good_friday"
    case easterSunday = "easter_sunday"
    case easterMonday = "easter_monday"
    case liberationItaly = "liberation_italy"
    case kingsDay = "kings_day"
    case labourDay = "labour_day"
    case earlyMay = "early_may"
    case constitutionPoland = "constitution_poland"
    case liberationNetherlands = "liberation_netherlands"
    case victory
    case ascension
    case whitSunday = "whit_sunday"
    case whitMonday = "whit_monday"
    case corpusChristi = "corpus_christi"
    case springBank = "spring_bank"
    case memorial
    case republicItaly = "republic_italy"
    case juneteenth
    case independenceAmerica = "independence_america"
    case nationalFrance = "national_france"
    case nationalBelgium = "national_belgium"
    case nationalSwitzerland = "national_switzerland"
    case assumption
    case summerBank = "summer_bank"
    case laborAmerica = "labor_america"
    case childrensDay = "childrens_day"
    case germanUnity = "german_unity"
    case francis
    case columbus
    case nationalSpain = "national_spain"
    case nationalAustria = "national_austria"
    case reformation
    case allSaints = "all_saints"
    case armistice
    case veterans
    case independencePoland = "independence_poland"
    case repentance
    case thanksgiving
    case constitutionSpain = "constitution_spain"
    case immaculate
    case christmasEve = "christmas_eve"
    case christmas
    case secondChristmas = "second_christmas"
    case stephen
    case boxing
}
