import Domain
import Foundation

/// The day: who waits, what is next, what comes, what needs somebody.
struct TodayPage: Page {
    static let template = "pages/today"
    static let place: DeskPlace? = .today
    let title: String
    /// How far the set-up has come, where it is not done.
    var setup: SetupLine?
    let date: String
    let week: String
    let weekWay: String
    let events: String
    /// How many wait: the script rings where it grows.
    let count: Int
    let ring: String
    let next: Next?
    /// Where nothing comes any more today.
    let free: String?
    let dayHeading: String
    let lines: [DayLine]
    let needsHeading: String
    let needs: [Need]
    let noNeed: String?
    let figureLabel: String
    let figure: String
    let figureLine: String
    let again: String

    struct SetupLine: PageValues {
        let href: String
        let progress: String

        init(_ state: SetupState, _ catalogue: Catalogue) {
            href = SetupPages.path
            progress = catalogue.sentence("page.setup.in_day", SetupPage.gaps(state))
        }
    }

    struct Next: PageValues {
        let lamp: String?
        let told: String
        let name: String
        let hours: String
        let line: String
        let lobby: String
        let lobbyWay: String
        let details: String
        let href: String
    }

    struct Need: PageValues {
        let tone: String
        let sign: String
        let href: String
        let text: String
    }
}

/// A line of the day: a booking, free time between two, or this moment.
struct DayLine: PageValues {
    let meet: DayMeet?
    let gap: String?
    let now: String?
}

/// A booking in the day.
struct DayMeet: PageValues {
    let id: String
    let time: String
    let isPast: Bool
    let href: String
    let name: String
    let line: String
    let here: String?
    let pill: Pill?
    let clash: Pill?
}

extension TodayPage {
    init(_ day: DeskDay, reader: User, _ dates: DateText) {
        let words = DayWords(day: day, reader: reader, dates: dates)
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String { words.say(key, gaps) }
        title = say("greeting", ["name": reader.firstName ?? reader.name])
        date = say(
            "date", ["day": dates.longDay(day.date), "zone": ZoneText(dates.zone, at: day.now, dates.catalogue).name])
        (week, weekWay) = (say("week"), DeskPlace.week.path)
        events = TodayPages.events
        count = day.waiting.values.reduce(0) { $0 + $1.count }
        ring = dates.catalogue.sentence("page.lobby.ring")
        next = day.next.map(words.next)
        free = day.next == nil ? words.free : nil
        (dayHeading, lines) = (say("heading"), words.lines)
        needs = words.needs
        (needsHeading, noNeed) = (say("needs"), needs.isEmpty ? say("no_need") : nil)
        let minutes = day.entries.reduce(0) { $0 + day.minutes(of: $1.booking) }
        (figureLabel, figure) = (say("heading"), String(day.entries.count))
        figureLine = say(
            "figure", ["count": String(day.entries.count), "length": dates.catalogue.notice(minutes)])
        again = dates.catalogue.sentence("page.lobby.again")
    }
}
