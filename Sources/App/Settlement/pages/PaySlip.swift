import Domain
import Foundation

extension Slip {
    /// While a booking is being paid, which keeps what it was made with, whatever its service has become. Its time is
    /// held: another is chosen once this one was given back.
    init(_ words: PayWords) {
        let (booking, catalogue) = (words.payable.entry.booking, words.catalogue)
        host = words.payable.entry.host.name
        initials = PersonName.initials(of: host)
        lead = catalogue.sentence("page.slip.with")
        service = words.service
        isHeading = false
        when = SlipWhen(from: booking.scheduledAt, to: booking.endsAt, in: words.dates.zone, catalogue)
        let length = catalogue.sentence("duration.minutes", ["minutes": String(booking.duration)])
        facts = [
            SlipFact(icon: SlipFact.clock, words: length),
            SlipFact(icon: SlipFact.video, words: catalogue.sentence("page.slip.by_video")),
            SlipFact(icon: SlipFact.money, strong: words.price, words: Self.refund(words)),
        ]
        steps = SlipSteps(at: .last, isPaid: true, catalogue)
    }

    /// Until when all of it comes back; nil where that is over.
    private static func refund(_ words: PayWords) -> String? {
        let booking = words.payable.entry.booking
        let all = booking.refundPolicy.tiers.last { $0.percent == 100 }
        let until = all.map { tier in
            booking.scheduledAt.addingTimeInterval(-60 * Double(max(tier.notice, booking.changeNotice)))
        }
        guard let until, until > words.payable.now else { return nil }
        return words.catalogue.sentence("page.checkout.all_back_until", ["moment": words.dates.deadline(until)])
    }
}
