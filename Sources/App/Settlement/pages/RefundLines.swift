import Domain
import Foundation

/// What comes back to a client who cancels, line by line as dates and sums, as `pages/refunds` shows it.
struct RefundLines: PageValues {
    let refundCaption: String
    let refundWhen: String
    let refundBack: String
    let refundRows: [RefundRow]

    struct RefundRow: PageValues {
        let until: String
        /// In RFC 3339; nil of the last line, which has no end.
        let untilInstant: String?
        let sum: String
        var isAll: Bool = false
        /// The word for the line that counts at this moment.
        var isNow: String?
    }

    private init(_ catalogue: Catalogue, _ rows: [RefundRow]) {
        func say(_ key: String) -> String { catalogue.sentence("page.booking.refunds.\(key)") }
        (refundCaption, refundWhen, refundBack) = (say("caption"), say("when"), say("back"))
        refundRows = rows
    }
}

extension RefundLines {
    /// Of a booking: what the decision that gives it back would give.
    init(_ offer: CancelOffer, _ words: BookingWords) {
        let now = words.say("refunds.now")
        let rows = offer.lines.enumerated().map { index, line in
            RefundRow(
                until: words.say("refunds.until", ["moment": words.dates.deadline(line.until)]),
                untilInstant: Timestamp.text(line.until), sum: words.share(line.back.all),
                isNow: offer.current == index ? now : nil)
        }
        let rest = offer.lines.isEmpty ? "refunds.always" : "refunds.after"
        let last = RefundRow(
            until: words.say(rest), untilInstant: nil,
            sum: words.say(offer.endsWithNotice ? "refunds.impossible" : "refunds.nothing"),
            isNow: offer.current == nil ? now : nil)
        self.init(words.catalogue, rows + [last])
    }

    /// Of a time of the service that is not booked yet: the tiers that can still be reached, as the refund itself will
    /// reckon them, and none longer than a client may cancel; then nothing comes back.
    init(_ service: Service, start: Date, now: Date, _ catalogue: Catalogue, _ zone: Zone) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.booking.refunds.\(key)", gaps)
        }
        let (policy, dates) = (service.refundPolicy, DateText(catalogue: catalogue, zone: zone))
        var (rows, last) = ([RefundRow](), now)
        for tier in policy.tiers where tier.percent > 0 {
            let until = start.addingTimeInterval(-60 * Double(max(tier.notice, service.changeNotice)))
            guard until > last else { continue }
            last = until
            let sum = catalogue.money(policy.refund(of: service.price, at: until, start: start))
            let share = tier.percent == 100 ? "all" : tier.percent == 50 ? "half" : "share"
            rows.append(
                RefundRow(
                    until: say("until", ["moment": dates.deadline(until)]), untilInstant: Timestamp.text(until),
                    sum: say(share, ["amount": sum, "percent": catalogue.percent(tier.percent)]),
                    isAll: tier.percent == 100))
        }
        let deadline = start.addingTimeInterval(-60 * Double(service.changeNotice))
        let endsWithNotice = service.changeNotice > 0 && !rows.isEmpty && last == deadline
        let rest = RefundRow(
            until: say(rows.isEmpty ? "always" : "after"), untilInstant: nil,
            sum: say(endsWithNotice ? "impossible" : "nothing"))
        self.init(catalogue, rows + [rest])
    }
}

extension BookingWords {
    /// `€85.00, all of it`
    fileprivate func share(_ minor: Int64) -> String {
        let key = minor == booking.price.minor ? "all" : minor * 2 == booking.price.minor ? "half" : "part"
        return say("refunds.\(key)", ["amount": money(minor)])
    }
}
