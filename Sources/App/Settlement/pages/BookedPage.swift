import Domain
import Foundation

/// A booking stands, or will once its client's address is proved.
struct BookedPage: Page {
    static let template = "pages/booked"
    let title: String
    let heading: String
    let lines: [String]
    /// A class of the lamp: `open` where the booking stands, `on` while it waits.
    let lamp: String
    let state: String
    let when: SlipWhen
    let initials: String
    let host: String
    let service: String
    let number: String
    let links: [NoticePage.Link]
    let file: String?
    let next: Next
    let check: NoticePage.Link?

    /// What comes next, in its order.
    struct Next: PageValues {
        let label: String
        let steps: [Step]
    }

    struct Step: PageValues {
        let text: String
        let time: String
        let isDone: Bool
    }
}

/// A booking that was just made, as its client is told of it.
struct BookedStep {
    let entry: BookingEntry
    let client: User
    /// The client's own entrance, where there is one.
    let entrance: String?
    let opensAt: Date
    let hasWaitingRoom: Bool
    let hasReceipt: Bool
    let reminders: [Date]
    let catalogue: Catalogue
    let zone: Zone

    var booking: Booking { entry.booking }
    var dates: DateText { DateText(catalogue: catalogue, zone: zone) }
    var waitsForProof: Bool { booking.isBeforeProof }

    func say(_ key: String, _ more: [String: String] = [:]) -> String {
        let names = [
            "host": entry.host.name, "name": client.firstName ?? client.name, "email": client.email,
            "id": String(booking.id), "price": catalogue.money(booking.price),
        ]
        return catalogue.sentence("page.booked.\(key)", names.merging(more) { $1 })
    }

    func moment(_ instant: Date) -> String { dates.deadline(instant) }
}

extension BookedPage {
    init(_ step: BookedStep) {
        let (booking, dates) = (step.booking, step.dates)
        let isPaid = booking.paymentStatus == .succeeded
        let form = step.waitsForProof ? "proof" : "stands"
        heading = step.say("\(form).heading")
        title = step.say("\(form).title")
        lines =
            step.waitsForProof
            ? [
                step.say("proof.mail"),
                booking.holdExpiresAt.map { step.say("proof.until", ["time": dates.time(of: $0)]) },
                booking.price.minor > 0 ? step.say("proof.then_pay") : nil,
            ].compactMap(\.self) : [step.say("stands.mail")]
        lamp = step.waitsForProof ? "on" : "open"
        state = step.say(step.waitsForProof ? "state.waits" : isPaid ? "state.paid" : "state.booked")
        when = SlipWhen(from: booking.scheduledAt, to: booking.endsAt, in: step.zone, step.catalogue)
        initials = PersonName.initials(of: step.entry.host.name)
        host = step.entry.host.name
        service = step.entry.serviceTitle
        number = step.say("number")
        (links, file) = Self.links(step)
        next = Next(label: step.say("next.heading"), steps: Self.steps(step))
        check = step.entrance.map { .init(href: $0, text: step.say("check")) }
    }

    /// The ways on, and what the calendar's file is good for.
    private static func links(_ step: BookedStep) -> ([NoticePage.Link], String?) {
        let page = "/bookings/\(step.booking.id)"
        let booking = NoticePage.Link(href: page, text: step.say("see"))
        guard !step.waitsForProof else { return ([booking], nil) }
        let calendar = NoticePage.Link(href: "\(page)/calendar.ics", text: step.say("calendar"), isFilled: true)
        let receipt = NoticePage.Link(href: "\(page)/receipt", text: step.say("receipt"))
        return ([calendar, booking] + (step.hasReceipt ? [receipt] : []), step.say("file"))
    }

    private static func steps(_ step: BookedStep) -> [Step] {
        let booking = step.booking
        let isPaid = booking.paymentStatus == .succeeded
        var steps = [
            Step(
                text: step.say(isPaid ? "next.paid" : step.waitsForProof ? "next.asked" : "next.booked"),
                time: step.moment(booking.createdAt), isDone: true)
        ]
        if step.waitsForProof, let until = booking.holdExpiresAt {
            steps.append(Step(text: step.say("next.proof"), time: step.moment(until), isDone: false))
        }
        if !step.reminders.isEmpty {
            let times = step.reminders.map(step.moment).joined(separator: " · ")
            steps.append(Step(text: step.say("next.reminder"), time: times, isDone: false))
        }
        if step.entrance != nil {
            steps.append(Step(text: step.say("next.opens"), time: step.moment(step.opensAt), isDone: false))
        }
        let begins = step.say(step.hasWaitingRoom ? "next.lets_in" : "next.begins")
        return steps + [Step(text: begins, time: step.moment(booking.scheduledAt), isDone: false)]
    }
}
