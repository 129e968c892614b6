import Domain
import Foundation

/// The slip's stub while a time is being booked, as `pages/checkout-slip` shows it: what, with whom, when and for how
/// much.
struct CheckoutSlip: PageValues {
    let initials: String
    let with: String
    let service: String
    /// Nil where the time is gone.
    let when: When?
    let duration: String
    let byVideo: String
    let cost: String
    let refund: String?
    let stepsLabel: String
    let steps: [Step]

    struct When: PageValues {
        let day: String
        let instant: String
        let hours: String
        let zone: String
        /// To another time; nil where this one is held already.
        let change: NoticePage.Link?
    }

    struct Step: PageValues {
        let name: String
        let isDone: Bool
        let isNow: Bool
    }

    init(_ words: CheckoutWords, at step: CheckoutWords.Step) {
        let service = words.service
        (initials, with, self.service) = (words.initials, words.say("with"), service.title)
        let draft = CheckoutDraft(slug: service.slug, start: words.chosen.start)
        when = step == .time ? nil : When(words, draft)
        duration = words.catalogue.sentence("duration.minutes", ["minutes": String(service.duration)])
        byVideo = words.say("by_video")
        cost = words.isFree ? words.say("free") : words.price
        refund = words.refund
        stepsLabel = words.say("steps.label")
        let last = words.isFree || !words.isPaidNow ? "check" : "payment"
        steps = zip(CheckoutWords.Step.allCases, ["time", "you", last]).map { each, name in
            Step(name: words.say("steps.\(name)"), isDone: each.rawValue < step.rawValue, isNow: each == step)
        }
    }
}

extension CheckoutSlip.When {
    fileprivate init(_ words: CheckoutWords, _ draft: CheckoutDraft) {
        (day, hours, zone) = (words.day, words.hours, words.zoneName)
        instant = draft.at
        let times = "\(draft.service)?day=\(words.zone.local(draft.start).date)"
        change = NoticePage.Link(href: times, text: words.say("change_time"))
    }
}
