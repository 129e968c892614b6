import Domain
import Foundation

/// What the pages of a payment say to its client, in their words and their zone.
struct PayWords {
    let payable: PayableBooking
    let catalogue: Catalogue
    /// What sentences may name.
    private let names: [String: String]
    let dates: DateText
    /// When the consultation is.
    let when: String

    private static let shortSeconds = 120
    /// Beyond it the end of a hold is told with its day.
    private static let hourAloneSeconds = 6 * 3_600

    /// Throws where the client's zone is none.
    init(_ payable: PayableBooking, _ catalogue: Catalogue, client: User) throws {
        self.payable = payable
        self.catalogue = catalogue.inZone(client.timeZone)
        dates = DateText(catalogue: catalogue, zone: try Zone.stored(client.timeZone))
        let booking = payable.entry.booking
        when = dates.span(from: booking.scheduledAt, to: booking.endsAt)
        let end = booking.holdExpiresAt ?? payable.now
        let hour = catalogue.sentence("page.pay.hour", ["time": dates.time(of: end)])
        let until = payable.secondsLeft > Self.hourAloneSeconds ? dates.moment(end) : hour
        names = [
            "amount": catalogue.money(booking.price), "host": payable.entry.host.name, "until": until,
        ]
    }

    var path: String { PayPages.path(of: payable.entry.booking.id) }
    var service: String { payable.entry.serviceTitle }
    var price: String { names["amount"] ?? "" }

    func say(_ key: String) -> String { catalogue.sentence("page.pay.\(key)", names) }

    /// Of a hold that lasts so many seconds in all.
    func hold(most seconds: Int) -> HoldNotice {
        let left = payable.secondsLeft
        let digits = String(left % 60)
        return HoldNotice(
            sentence: say("held"), isShort: left <= Self.shortSeconds, seconds: left,
            digits: "\(left / 60):\(digits.count < 2 ? "0" : "")\(digits)", most: max(seconds, left),
            label: say("left"), after: path, twoMinutes: say("two_minutes"), oneMinute: say("one_minute"),
            runOut: say("run_out"))
    }

    /// What is so where nothing can be paid now.
    var told: NoticePage {
        let times = NoticePage.Link(href: "/book/\(payable.slug)", text: say("times"), isFilled: true)
        return switch payable.standing {
        case .deciding: page("deciding", [.init(href: "/bookings", text: say("bookings"), isFilled: true)])
        case .ending: page("ending", [.init(href: path, text: say("look_again"), isFilled: true)])
        case .cancelledMeanwhile: page("cancelled", [times])
        case .late: page("late", [times])
        case .over, .open, .settled: page("over", [times])
        }
    }

    private func page(_ key: String, _ links: [NoticePage.Link]) -> NoticePage {
        NoticePage(title: say("\(key).heading"), lines: [say("\(key).line"), "\(service): \(when)"], links: links)
    }
}
