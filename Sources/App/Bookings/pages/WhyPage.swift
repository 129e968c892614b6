import Domain
import Foundation

/// Each start of a service on a day, and what stands against it.
struct WhyPage: Page {
    static let template = "pages/why"
    static let place: DeskPlace? = .why
    let title: String
    let intro: String
    /// Nil where there is no service to ask about.
    let question: Question?
    let answer: Answer?
    let empty: String?

    /// Which service, and which day.
    struct Question: PageValues {
        let service: FormChoice
        let dayLabel: String
        let day: String
        let button: String
        let before: DayLink
        let after: DayLink
    }

    struct DayLink: PageValues {
        let href: String
        let name: String
    }

    struct Answer: PageValues {
        let heading: String
        let zone: String
        /// That clients cannot book the service at all.
        let inactive: String?
        let strip: WhyStrip?
        let rows: [WhyRow]
    }
}

/// Neighbouring starts with the same reason.
struct WhyRow: PageValues {
    let times: String
    /// Where they are offered.
    let free: Pill?
    let why: Why?

    struct Why: PageValues {
        let word: String
        let line: String
        /// To what causes it.
        let cause: NoticePage.Link?
    }
}

extension WhyPage {
    init(_ explanation: Explanation, for reader: User, _ words: Catalogue) {
        title = words.sentence("page.why.title")
        intro = words.sentence("page.why.intro")
        empty = explanation.day == nil ? words.sentence("page.why.empty") : nil
        question = explanation.day.map { Question($0, of: explanation.offerings, words) }
        answer = explanation.day.map { Answer($0, for: reader, words) }
    }
}

extension WhyPage.Question {
    init(_ day: ExplainedDay, of offerings: [Offering], _ words: Catalogue) {
        let id = day.offering.service.id
        let options = offerings.map { offering in
            let gaps = ["service": offering.service.title, "host": offering.host.name]
            return FormChoice.Option(
                value: "\(offering.service.id)", text: words.sentence("page.why.service_of", gaps),
                isChosen: offering.service.id == id)
        }
        service = FormChoice("service", words.sentence("page.why.service"), of: options, failure: nil)
        dayLabel = words.sentence("page.why.day")
        self.day = day.date.description
        button = words.sentence("page.why.look")
        func link(_ days: Int, _ key: String) -> WhyPage.DayLink {
            WhyPage.DayLink(
                href: "\(WhyPages.path)?service=\(id)&day=\(day.date.adding(days: days))",
                name: words.sentence("page.why.\(key)"))
        }
        (before, after) = (link(-1, "day_before"), link(1, "day_after"))
    }
}

extension WhyPage.Answer {
    init(_ day: ExplainedDay, for reader: User, _ words: Catalogue) {
        let dates = DateText(catalogue: words, zone: day.zone)
        let inHours = day.starts.filter { $0.reason != .closed }
        let free = inHours.filter { $0.reason == nil }.count
        let name = dates.dayOfYear(day.date)
        let gaps = ["day": name, "count": "\(free)", "all": "\(inHours.count)"]
        heading = words.sentence(inHours.isEmpty ? "page.why.closed" : "page.why.free", gaps)
        let now = ["zone": ZoneText(day.zone, at: day.now, words).name, "time": dates.time(of: day.now)]
        zone = words.sentence("page.why.zone", now)
        inactive = day.offering.isOffered ? nil : words.sentence("page.why.inactive")
        strip = WhyStrip(day, words)
        rows = WhyRow.rows(StartWords(day: day, catalogue: words), for: reader)
    }
}

extension WhyRow {
    static func rows(_ words: StartWords, for reader: User) -> [WhyRow] {
        var groups: [(reason: StartWords.Reason?, starts: [GridStart])] = []
        for start in words.day.starts {
            let reason = words.reason(start)
            if let last = groups.last, last.reason == reason {
                groups[groups.count - 1].starts.append(start)
            } else {
                groups.append((reason, [start]))
            }
        }
        return groups.map { WhyRow($0.reason, $0.starts, words, for: reader) }
    }

    private init(_ reason: StartWords.Reason?, _ starts: [GridStart], _ words: StartWords, for reader: User) {
        let (day, catalogue) = (words.day, words.catalogue)
        let dates = DateText(catalogue: catalogue, zone: day.zone)
        let told = starts.map { dates.onlyTime(of: $0.slot.start) }
        times =
            told.count > 2
            ? catalogue.sentence("date.hours", ["from": told[0], "to": told[told.count - 1]])
            : told.joined(separator: ", ")
        free = reason == nil ? Pill(catalogue.sentence("page.why.is_free"), .tick, .good) : nil
        why = reason.map { reason in
            let cause = starts.first.flatMap { Self.cause(of: $0, in: day, for: reader) }
            return Why(
                word: reason.word, line: reason.line,
                cause: cause.map { .init(href: $0.href, text: catalogue.sentence("page.why.to.\($0.key)")) })
        }
    }

    /// Where whoever reads can change it.
    private static func cause(
        of start: GridStart, in day: ExplainedDay, for reader: User
    ) -> (href: String, key: String)? {
        switch start.reason {
        case nil: nil
        case .closed, .tooLong:
            ("\(HoursPages.path)?host=\(day.offering.host.id)&week=\(start.hostDate)", "hours")
        case .notice where start.slot.start < day.now: nil
        case .notice, .horizon:
            reader.isAdmin ? (ServiceEditPages.path(of: day.offering.service.id), "service") : nil
        case .taken(let stretch), .buffer(let stretch):
            stretch.booking.map { (BookingListPages.path(of: $0.id), "booking") }
                ?? ("\(CalendarPages.path)?host=\(day.offering.host.id)", "calendars")
        }
    }
}
