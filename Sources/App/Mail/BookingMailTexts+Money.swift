import Domain
import Foundation

/// What a mail tells of a booking's money: what was paid, what has gone back, and what goes back to a client who
/// cancels.
extension BookingMailTexts {
    var moneyRows: [MailRow] {
        let booking = entry.booking
        let isClients = mail.role == .client
        var rows = [MailRow(label: label("payment"), value: payment, isToldElsewhere: isClients)]
        if booking.refundedMinor > 0 {
            rows.append(MailRow(label: label("refunded"), value: catalogue.money(booking.refunded)))
        }
        if let owed {
            rows.append(MailRow(label: label("owed"), value: catalogue.money(owed), isToldElsewhere: true))
        }
        if let receipt { rows.append(MailRow(label: label("receipt"), value: receipt.title)) }
        if isClients, booking.status == .scheduled, booking.paymentStatus == .succeeded {
            rows.append(MailRow(label: label("policy"), value: policy, isToldElsewhere: true))
        }
        return rows
    }

    /// The client's own part of the mail's HTML.
    var moneyValues: [String: Any] {
        let booking = entry.booking
        guard mail.role == .client, booking.price.minor > 0 else { return [:] }
        var lines: [String] = []
        if let owed {
            lines = [
                catalogue.sentence(
                    owed.minor > 0 ? "mail.money.owed" : "mail.money.nothing_owed", ["amount": catalogue.money(owed)])
            ]
        } else if booking.status == .scheduled, booking.paymentStatus == .succeeded {
            lines = refundLines
        }
        return ["MoneyTitle": payment, "MoneyLines": lines.map { ["Line": $0] }]
    }

    var payment: String {
        let booking = entry.booking
        return catalogue.sentence(
            "payment.\(booking.paymentStatus.rawValue)", ["amount": catalogue.money(booking.price)])
    }

    /// What the client gets back who cancels, tier by tier.
    private var policy: String {
        let tiers = entry.booking.refundPolicy.tiers.filter { $0.percent > 0 }.map { tier in
            let until = entry.booking.scheduledAt.addingTimeInterval(-Double(tier.notice) * 60)
            return catalogue.sentence(
                "refund.tier", ["percent": catalogue.percent(tier.percent), "moment": dates.moment(until)])
        }
        return (tiers + [catalogue.sentence("refund.rest")]).joined(separator: "\n")
    }

    /// The same as dates and sums: what can still be reached, and nobody can cancel later than the service lets them.
    private var refundLines: [String] {
        let booking = entry.booking
        var (lines, last) = ([String](), links.now())
        for tier in booking.refundPolicy.tiers where tier.percent > 0 {
            let end = booking.scheduledAt.addingTimeInterval(-60 * Double(tier.notice))
            let until = min(end, booking.changeDeadline)
            guard until > last else { continue }
            last = until
            let back = booking.refundPolicy.refund(of: booking.price, at: end, start: booking.scheduledAt)
            let key = tier.percent == 100 ? "all" : tier.percent == 50 ? "half" : "part"
            lines.append(
                line(
                    refund("until", ["moment": dates.deadline(until)]),
                    refund(key, ["amount": catalogue.money(back)])))
        }
        // After the last moment nobody can cancel, as its own line says.
        guard lines.isEmpty || last < booking.changeDeadline || booking.changeNotice == 0 else { return lines }
        return lines + [line(refund(lines.isEmpty ? "always" : "after"), refund("nothing"))]
    }

    private func line(_ until: String, _ back: String) -> String {
        catalogue.sentence("mail.money.cancel", ["until": until, "back": back])
    }

    private func refund(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.booking.refunds.\(key)", gaps)
    }
}
