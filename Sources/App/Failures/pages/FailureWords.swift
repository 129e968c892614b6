import Domain
import Foundation

/// The words of what was not sent or done, for one reader.
struct FailureWords {
    let view: FailureView
    let catalogue: Catalogue
    let dates: DateText
    let now: Date

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.failures.\(key)", gaps)
    }

    /// What a row tells, and may do.
    private struct Entry {
        let list: FailureList
        let id: Int64
        let what: String
        let booking: BookingID?
        var to = "–"
        var because: String?
        let why: String?
        let at: Date
        let tries: String?
        /// Whether it may be given up.
        var mayEnd = true
    }

    func row(_ mail: Mail, to address: String) -> FailuresPage.Row {
        row(
            Entry(
                list: .mails, id: mail.id.rawValue, what: say("mail.\(mail.kind.rawValue)"), booking: mail.bookingID,
                to: address, because: mail.error.map { say("because.\(Self.reason(ofMail: $0))") }, why: mail.error,
                at: mail.sentAt ?? mail.sendAt, tries: tries(mail.attempts, nil)))
    }

    func row(_ delivery: WebhookDelivery, to url: String) -> FailuresPage.Row {
        row(
            Entry(
                list: .deliveries, id: delivery.id.rawValue, what: delivery.event.rawValue,
                booking: delivery.bookingID, to: url,
                because: delivery.error.map { _ in say("because.\(Self.reason(ofDelivery: delivery.statusCode))") },
                why: delivery.error, at: delivery.sentAt ?? delivery.createdAt,
                tries: tries(delivery.attempts, delivery.nextTryAt)))
    }

    func row(_ task: FailedTask) -> FailuresPage.Row {
        let job = task.job
        return row(
            Entry(
                list: .jobs, id: job.id.rawValue, what: say("job.\(job.kind.rawValue)"), booking: task.bookingID,
                why: job.error, at: job.createdAt, tries: tries(job.failures, job.dueAt),
                mayEnd: job.kind.mayBeGivenUp))
    }

    /// By the first digit of a mail server's answer (RFC 5321, 4.2.1).
    private static func reason(ofMail error: String) -> String {
        let code = error.prefix { $0.isASCII && $0.isNumber }
        guard code.count == 3 else { return "unreached" }
        return code.hasPrefix("5") ? "refused" : "later"
    }

    /// By the status that the receiver answered with.
    private static func reason(ofDelivery status: Int64?) -> String {
        guard let status else { return "unreached" }
        return switch status {
        case 410: "gone"
        case 300..<400: "redirected"
        default: "answered"
        }
    }

    private func row(_ entry: Entry) -> FailuresPage.Row {
        let path = "\(FailurePages.path)/\(entry.list.rawValue)/\(entry.id)"
        let names = ["what": entry.what, "to": entry.to]
        func deed(_ deed: FailureDeed, _ word: String) -> FailuresPage.Deed {
            FailuresPage.Deed(
                action: "\(path)/\(deed.rawValue)", button: say(word), about: say("about", names))
        }
        let again = deed(.resend, entry.list == .jobs || view == .waiting ? "try_now" : "resend")
        return FailuresPage.Row(
            what: entry.what,
            booking: entry.booking.map {
                .init(href: BookingListPages.path(of: $0), text: say("booking", ["id": String($0)]))
            },
            to: entry.to.isEmpty ? "–" : entry.to, because: entry.because, why: entry.why,
            time: dates.deadline(entry.at), tries: entry.tries,
            deeds: view == .sent || !entry.mayEnd ? [again] : [again, deed(.giveUp, "give_up")])
    }

    private func tries(_ count: Int64, _ next: Date?) -> String? {
        guard count > 0 else { return nil }
        let gaps = ["count": String(count)]
        if view == .sent { return nil }
        guard let next, next > now else { return say(view == .failed && next == nil ? "given_up" : "tries", gaps) }
        return say("next", gaps.merging(["time": dates.deadline(next)]) { $1 })
    }

    func list(
        _ list: FailureList, _ rows: [FailuresPage.Row], kinds: [String], words: (String) -> String,
        older: ListPlace?
    ) -> FailuresPage.List {
        let options = [FormChoice.Option(value: "", text: say("all_kinds"), isChosen: true)]
        return FailuresPage.List(
            id: list.rawValue, heading: say("list.\(list.rawValue)"), whatLabel: say("column.what"),
            toLabel: say("column.to"), whyLabel: say("column.why"), whenLabel: say("column.when"),
            deedLabel: say("column.deed"), rows: rows,
            all: view.unsent.map { unsent in
                FailuresPage.All(
                    action: "\(FailurePages.path)/\(list.rawValue)/all", status: unsent.rawValue,
                    kindLabel: say("which"),
                    kinds: options
                        + kinds.map { FormChoice.Option(value: $0, text: words($0), isChosen: false) },
                    buttons: buttons(list))
            },
            older: older.map {
                .init(
                    href: "\(FailurePages.path)?show=\(view.rawValue)&only=\(list.rawValue)&after=\($0.text)",
                    text: say("older"))
            })
    }

    private func buttons(_ list: FailureList) -> [FailuresPage.AllButton] {
        let again = list == .jobs || view == .waiting ? "all.try_now" : "all.resend"
        let resend = FailuresPage.AllButton(deed: FailureDeed.resend.rawValue, button: say(again))
        guard list != .jobs else { return [resend] }
        return [resend, FailuresPage.AllButton(deed: FailureDeed.giveUp.rawValue, button: say("all.give_up"))]
    }
}
