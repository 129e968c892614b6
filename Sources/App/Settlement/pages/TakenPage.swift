import Domain
import Foundation

/// The chosen time is gone: the next ones, with what was typed still there.
struct TakenPage: Page {
    static let template = "pages/taken"
    let title: String
    let lines: [String]
    let slip: Slip
    let heading: String
    let zone: String
    /// Where the form goes, and what it carries unseen.
    let action: String
    let unseen: [KeptInput]
    let days: [Day]
    let none: String?
    let later: Later?
    let month: NoticePage.Link

    struct Day: PageValues {
        let name: String
        let times: [Time]
    }

    struct Time: PageValues {
        let instant: String
        let text: String
        let label: String
    }

    /// Shows the days from a date on.
    struct Later: PageValues {
        let date: String
        let label: String
    }
}

extension TakenPage {
    init(_ words: CheckoutWords, _ draft: CheckoutDraft, _ free: [FreeDay]) {
        let chosen = words.chosen
        let isPast = chosen.start <= chosen.lookedAt
        title = words.say(isPast ? "taken.past" : "taken.title", ["time": words.dates.time(of: chosen.start)])
        lines = [
            isPast ? nil : words.say("taken.faster"), words.say("taken.nothing_paid"),
            draft.kept.isEmpty ? nil : words.say("taken.kept"), free.isEmpty ? nil : words.say("taken.next"),
        ].compactMap(\.self)
        slip = words.slip(at: .time)
        heading = words.say("taken.heading")
        zone = words.say("taken.zone", ["zone": words.zoneName])
        action = "\(draft.service)/time"
        unseen = [KeptInput(name: "gone", value: draft.at)] + draft.kept
        days = free.map { day in
            let name = words.dates.longDay(day.date)
            let times = day.starts.map { start in
                let text = words.dates.onlyTime(of: start)
                return Time(
                    instant: Timestamp.text(start), text: text,
                    label: words.say("taken.time", ["day": name, "time": text]))
            }
            return Day(name: name, times: times)
        }
        none = free.isEmpty ? words.say("taken.none") : nil
        later = free.last.map { .init(date: $0.date.adding(days: 1).description, label: words.say("taken.later")) }
        month = .init(href: draft.service, text: words.say("taken.month"))
    }
}
