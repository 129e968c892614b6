import Domain
import Foundation

/// What the steps from a chosen time to a booking say, in the reader's words and zone.
struct CheckoutWords {
    let chosen: ChosenTime
    let catalogue: Catalogue
    let reader: ReaderZone
    /// Whether what costs something is paid at once.
    let isPaidNow: Bool

    var zone: Zone { reader.zone }
    var dates: DateText { DateText(catalogue: catalogue, zone: zone) }
    var service: Service { chosen.service }
    var price: String { catalogue.money(service.price) }
    var isFree: Bool { service.price.minor == 0 }

    /// A sentence of these pages, with what all of them may name.
    func say(_ key: String, _ more: [String: String] = [:]) -> String {
        let names = ["host": chosen.offering.host.name, "service": service.title, "price": price]
        return catalogue.sentence("page.checkout.\(key)", names.merging(more) { $1 })
    }

    /// The slip's stub; once a time is chosen it says until which day the money comes back.
    func slip(at step: Slip.Step) -> Slip {
        guard step != .time else {
            var slip = Slip(chosen.offering, in: zone, step: step, catalogue)
            // That the time is gone is the page's heading.
            slip.isHeading = false
            return slip
        }
        var slip = Slip(chosen.offering, at: chosen.start, in: zone, step: step, catalogue)
        let draft = CheckoutDraft(slug: service.slug, start: chosen.start)
        slip.when?.change = SlipLink(
            href: "\(draft.service)?day=\(dates.date(of: draft.start))&at=\(draft.at)", text: say("change_time"))
        if !isFree, let last = slip.facts.indices.last { slip.facts[last].words = refund }
        slip.steps = SlipSteps(at: step, isPaid: !isFree && isPaidNow, catalogue)
        return slip
    }

    /// The day, `10:30 – 11:20`, with the day of the end where that is another one.
    var when: String {
        let (first, last) = (dates.date(of: chosen.start), dates.date(of: chosen.end))
        let (from, to) = (dates.onlyTime(of: chosen.start), dates.onlyTime(of: chosen.end))
        let end = first == last ? to : say("end_on_day", ["day": dates.longDay(last), "time": to])
        return say("when", ["day": dates.longDay(first), "from": from, "to": end])
    }

    /// `Berlin time (CET, UTC+1)`
    var zoneName: String { ZoneText(zone, at: chosen.start, catalogue).whole }

    /// `Berlin (CET, UTC+1)`
    var place: String {
        let called = ZoneText(zone, at: chosen.start, catalogue)
        return called.detail.map { "\(called.place) (\($0))" } ?? called.place
    }

    /// When it is where the host works, if clocks show another time there.
    var hostsTime: String? {
        let known = try? Zone.known(chosen.offering.zoneIdentifier)  // try? is fine: of an unknown one nothing is said
        guard let host = known,
            host.offset(at: chosen.start) != zone.offset(at: chosen.start)
        else { return nil }
        let there = DateText(catalogue: catalogue, zone: host)
        let place = ZoneText(host, at: chosen.start, catalogue).place
        let isSameDay = there.date(of: chosen.start) == dates.date(of: chosen.start)
        let (time, moment) = (there.time(of: chosen.start), there.deadline(chosen.start))
        return say(isSameDay ? "hosts_time" : "hosts_day", ["time": time, "moment": moment, "place": place])
    }

    /// Until when all of it comes back, in a few words; nil where that is over.
    private var refund: String? {
        let all = service.refundPolicy.tiers.last { $0.percent == 100 }
        // Nobody can cancel later than the service lets them.
        let until = all.map { chosen.start.addingTimeInterval(-60 * Double(max($0.notice, service.changeNotice))) }
        guard let until, until > chosen.lookedAt else { return nil }
        return say("all_back_until", ["moment": dates.deadline(until)])
    }

    /// What stands on the button that books.
    var button: String { say(isFree ? "book_free" : isPaidNow ? "book_and_pay" : "book_and_pay_later") }

    /// Why it was not booked, above the form and beside its fields.
    func failure(_ problem: Problem, of draft: CheckoutDraft) -> FormFailure {
        guard problem.obstacle != .staleForm else {
            return FormFailure(heading: say("confirm.again"), lines: [.init(text: say("confirm.again_line"))])
        }
        let own = ["notes": say("confirm.notes"), "begin_early": say("withdrawal.begin_early")]
        let labels = own.merging(IntakeFields.labels(of: service.questions)) { $1 }
        return FormFailure(IntakeFields.placed(problem, draft.answers, service.questions), catalogue, labels: labels)
    }
}
