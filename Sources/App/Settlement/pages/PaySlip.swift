import Domain
import Foundation

extension CheckoutSlip {
    /// While a booking is being paid, which keeps what it was made with, whatever its service has become.
    init(_ words: PayWords) {
        let booking = words.payable.entry.booking
        func say(_ key: String, _ names: [String: String] = [:]) -> String {
            words.catalogue.sentence("page.checkout.\(key)", names)
        }
        initials = PersonName.initials(of: words.payable.entry.host.name)
        with = words.say("with")
        service = words.service
        when = When(words)
        duration = words.catalogue.sentence("duration.minutes", ["minutes": String(booking.duration)])
        byVideo = say("by_video")
        cost = words.price
        let whole = booking.refundPolicy.tiers.last { $0.percent == 100 }
        let until = whole.map { booking.scheduledAt.addingTimeInterval(-60 * Double($0.notice)) }
        refund = until.flatMap { until in
            guard until > words.payable.now else { return nil }
            return say("all_back_until", ["day": words.dates.day(of: until), "time": words.dates.time(of: until)])
        }
        stepsLabel = say("steps.label")
        steps = [("time", false), ("you", false), ("payment", true)].map { name, isNow in
            Step(name: say("steps.\(name)"), isDone: !isNow, isNow: isNow)
        }
    }
}

extension CheckoutSlip.When {
    fileprivate init(_ words: PayWords) {
        let booking = words.payable.entry.booking
        let (start, end) = (words.dates.time(of: booking.scheduledAt), words.dates.time(of: booking.endsAt))
        day = words.dates.day(of: booking.scheduledAt)
        instant = Timestamp.text(booking.scheduledAt)
        hours = words.catalogue.sentence("page.checkout.hours", ["from": start, "to": end])
        zone = words.dates.zoneName(at: booking.scheduledAt)
        // It is held: another is chosen once this one was given back.
        change = nil
    }
}
