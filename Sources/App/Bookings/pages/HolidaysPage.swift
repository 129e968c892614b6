import Domain
import Foundation

/// The public holidays of a country or region, from which a host chooses those to be closed on.
struct HolidaysPage: Page {
    static let template = "pages/holidays"
    static let place: DeskPlace? = .hours
    let title: String
    let heading: String
    let intro: String
    let failure: FormFailure?
    let back: NoticePage.Link
    let host: String
    let region: FormChoice
    let year: FormChoice
    let look: String
    /// Nil until a region is chosen.
    let proposals: Proposals?

    struct Proposals: PageValues {
        let code: String
        let number: String
        let legend: String
        let hint: String
        let error: String?
        let days: [Day]
        /// Where none is to come.
        let none: String?
        let button: String?
    }

    struct Day: PageValues {
        let value: String
        let text: String
        let isTicked: Bool
        /// That it is kept in some places alone, or closed already.
        let remark: String?
    }
}

extension HolidaysPage {
    /// `ticked` are the days of a form that is shown again.
    init(
        _ asked: HolidayQuestion, ticked: Set<String>? = nil, problem: Problem? = nil, _ words: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.holidays.\(key)", gaps)
        }
        func name(_ region: HolidayRegion) -> String {
            say("regions." + region.rawValue.lowercased().replacing("-", with: "_"))
        }
        let labels = ["region": say("region"), "day": say("day")]
        let failure = problem.map { FormFailure($0, words, labels: labels) }
        self.failure = failure
        heading = say("title")
        title = FormFailure.title(heading, failure, words)
        intro = say("intro", ["name": asked.kept.host.name])
        host = "\(asked.kept.host.id)"
        back = .init(href: "\(HoursPages.path)?host=\(asked.kept.host.id)", text: words.sentence("page.hours.title"))
        let regions = HolidayRegion.allCases.map { (code: $0.rawValue, name: name($0)) }.sorted { $0.name < $1.name }
        region = FormChoice(
            "region", say("region"),
            of: regions.map { .init(value: $0.code, text: $0.name, isChosen: $0.code == asked.region?.rawValue) },
            failure: failure)
        year = FormChoice(
            "year", say("year"),
            of: HolidayQuestion.years(asked.kept).map {
                .init(value: "\($0)", text: "\($0)", isChosen: $0 == asked.year)
            }, failure: failure)
        look = say("look")
        proposals = asked.region.map { region in
            let days = asked.proposed.map { Day($0, asked, ticked, words) }
            return Proposals(
                code: region.rawValue, number: "\(asked.year)",
                legend: say("days", ["region": name(region), "year": "\(asked.year)"]), hint: say("hint"),
                error: failure?.about("day"), days: days, none: days.isEmpty ? say("none") : nil,
                button: days.isEmpty ? nil : say("button"))
        }
    }
}

extension HolidaysPage.Day {
    fileprivate init(
        _ holiday: PublicHoliday, _ asked: HolidayQuestion, _ ticked: Set<String>?, _ words: Catalogue
    ) {
        let name = words.sentence("page.holidays.names.\(holiday.name.rawValue)")
        let isClosed = asked.isClosed(holiday.date)
        value = holiday.date.description
        text = "\(DateText(catalogue: words, zone: .utc).shortDay(holiday.date)), \(name)"
        isTicked = ticked?.contains(value) ?? !(isClosed || holiday.isLocal)
        remark =
            isClosed
            ? words.sentence("page.holidays.closed") : holiday.isLocal ? words.sentence("page.holidays.local") : nil
    }
}
