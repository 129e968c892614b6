/// A country, or a part of one, whose public holidays are known, by its code (ISO 3166).
package enum HolidayRegion: String, CaseIterable, Sendable {
    case austria = "AT"
    case belgium = "BE"
    case switzerland = "CH"
    case germany = "DE"
    case badenWuerttemberg = "DE-BW"
    case bavaria = "DE-BY"
    case berlin = "DE-BE"
    case brandenburg = "DE-BB"
    case bremen = "DE-HB"
    case hamburg = "DE-HH"
    case hesse = "DE-HE"
    case mecklenburg = "DE-MV"
    case lowerSaxony = "DE-NI"
    case northRhine = "DE-NW"
    case palatinate = "DE-RP"
    case saarland = "DE-SL"
    case saxony = "DE-SN"
    case saxonyAnhalt = "DE-ST"
    case schleswigHolstein = "DE-SH"
    case thuringia = "DE-TH"
    case spain = "ES"
    case france = "FR"
    /// England and Wales.
    case england = "GB-ENG"
    case italy = "IT"
    case netherlands = "NL"
    case poland = "PL"
    case america = "US"
}

extension HolidayRegion {
    var rules: [HolidayRule] {
        switch self {
        case .germany, .badenWuerttemberg, .bavaria, .berlin, .brandenburg, .bremen, .hamburg, .hesse, .mecklenburg,
            .lowerSaxony, .northRhine, .palatinate, .saarland, .saxony, .saxonyAnhalt, .schleswigHolstein, .thuringia:
            HolidayRule.allGermany + ofState
        case .austria: HolidayRule.austria
        case .belgium: HolidayRule.belgium
        case .switzerland: HolidayRule.switzerland
        case .spain: HolidayRule.spain
        case .france: HolidayRule.france
        case .england: HolidayRule.england
        case .italy: HolidayRule.italy
        case .netherlands: HolidayRule.netherlands
        case .poland: HolidayRule.poland
        case .america: HolidayRule.america
        }
    }

    /// What a German state has beside the days of all.
    private var ofState: [HolidayRule] {
        switch self {
        case .badenWuerttemberg: [.epiphany, .corpusChristi, .allSaints]
        // The Assumption is kept where most are Catholic.
        case .bavaria: [.epiphany, .corpusChristi, HolidayRule.assumption.local, .allSaints]
        case .berlin: [.womensDay]
        case .brandenburg: [.easterSunday, .whitSunday, .reformation]
        case .bremen, .hamburg, .lowerSaxony, .schleswigHolstein: [.reformation]
        case .hesse: [.corpusChristi]
        case .mecklenburg: [.womensDay, .reformation]
        case .northRhine, .palatinate: [.corpusChristi, .allSaints]
        case .saarland: [.corpusChristi, .assumption, .allSaints]
        case .saxony: [HolidayRule.corpusChristi.local, .reformation, .repentance]
        case .saxonyAnhalt: [.epiphany, .reformation]
        case .thuringia: [HolidayRule.corpusChristi.local, .childrensDay, .reformation]
        default: []
        }
    }
}
