import Domain
import Foundation

/// What the steps from a chosen time to a booking say, in the reader's words and zone.
struct CheckoutWords {
    let chosen: ChosenTime
    let catalogue: Catalogue
    let zone: Zone
    /// Whether what costs something is paid at once.
    let isPaidNow: Bool

    enum Step: Int, CaseIterable {
        case time, you, confirm
    }

    var dates: DateText { DateText(catalogue: catalogue, zone: zone) }
    var service: Service { chosen.service }
    var price: String { catalogue.money(service.price) }
    var isFree: Bool { service.price.minor == 0 }

    /// A sentence of these pages, with what all of them may name.
    func say(_ key: String, _ more: [String: String] = [:]) -> String {
        let names = ["host": chosen.offering.host.name, "service": service.title, "price": price]
        return catalogue.sentence("page.checkout.\(key)", names.merging(more) { $1 })
    }

    var day: String { dates.day(of: chosen.start) }

    /// `10:30 – 11:20`; with the day of the end where that is another one.
    var hours: String { say("hours", ["from": dates.time(of: chosen.start), "to": end]) }

    var end: String {
        let time = dates.time(of: chosen.end)
        let isSameDay = zone.local(chosen.start).date == zone.local(chosen.end).date
        return isSameDay ? time : say("end_on_day", ["day": dates.day(of: chosen.end), "time": time])
    }

    var zoneName: String { dates.zoneName(at: chosen.start) }

    /// When it is where the host works, if clocks show another time there.
    var hostsTime: String? {
        // try? is fine: where the host's zone is not known, nothing is said of it.
        guard let host = try? Zone.known(chosen.offering.zoneIdentifier),
            host.offset(at: chosen.start) != zone.offset(at: chosen.start)
        else { return nil }
        let there = DateText(catalogue: catalogue, zone: host)
        return say("hosts_time", ["time": there.time(of: chosen.start), "zone": there.zoneName(at: chosen.start)])
    }

    /// A moment without its zone, which stands beside it.
    func moment(_ instant: Date) -> [String: String] {
        ["day": dates.day(of: instant), "time": dates.time(of: instant)]
    }

    var initials: String { PersonName.initials(of: chosen.offering.host.name) }

    /// What a client gets back who cancels in time, in a few words; nil where nothing comes back.
    var refund: String? {
        let all = service.refundPolicy.tiers.last { $0.percent == 100 }
        let until = all.map { chosen.start.addingTimeInterval(-60 * Double($0.notice)) }
        guard !isFree, let until, until > chosen.lookedAt else { return nil }
        return say("all_back_until", moment(until))
    }

    /// The same price in the words of the button that books.
    var button: String { say(isFree ? "book_free" : isPaidNow ? "book_and_pay" : "book_and_pay_later") }

    /// Why it was not booked, above the form and beside its fields.
    func failure(_ problem: Problem, of draft: CheckoutDraft) -> FormFailure {
        guard problem.obstacle != .staleForm else {
            return FormFailure(heading: say("confirm.again"), lines: [.init(text: say("confirm.again_line"))])
        }
        let labels = ["notes": say("confirm.notes")].merging(IntakeFields.labels(of: service.questions)) { $1 }
        return FormFailure(IntakeFields.placed(problem, draft, service.questions), catalogue, labels: labels)
    }
}
