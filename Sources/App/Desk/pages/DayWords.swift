import Domain
import Foundation

/// The words of a day at the desk.
struct DayWords {
    let day: DeskDay
    let reader: User
    let dates: DateText

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        dates.catalogue.sentence("page.today.\(key)", gaps)
    }

    /// That nothing comes any more, and what is first after the day.
    var free: String {
        let isEmpty = day.entries.isEmpty
        guard let later = day.later else { return say(isEmpty ? "free" : "done") }
        return say(
            isEmpty ? "free_until" : "done_until",
            ["moment": dates.deadline(later.booking.scheduledAt), "name": later.client.name])
    }

    func next(_ entry: BookingEntry) -> TodayPage.Next {
        let booking = entry.booking
        let waiting = day.waiting[booking.id] ?? []
        let minutes = Int(booking.scheduledAt.timeIntervalSince(day.now) / 60)
        let key = minutes >= 90 ? "next_at" : minutes > 0 ? "next_in" : "running"
        let gaps = [
            "minutes": String(minutes), "time": dates.time(of: booking.scheduledAt),
            "name": waiting.first?.name ?? "",
            "since": waiting.first.map { dates.time(of: $0.person.since) } ?? "",
        ]
        return TodayPage.Next(
            lamp: waiting.isEmpty ? nil : "on",
            told: (waiting.isEmpty ? "" : say("waits", gaps) + " · ") + say(key, gaps),
            name: entry.client.name, hours: dates.hours(from: booking.scheduledAt, to: booking.endsAt),
            line: ([about(entry)] + [booking.notes].compactMap(\.self)).joined(separator: " · "),
            lobby: say("lobby"), lobbyWay: LobbyPages.path, details: say("details"),
            href: BookingListPages.path(of: booking.id))
    }

    var lines: [DayLine] {
        var lines: [DayLine] = []
        var end: Date?
        var isNowTold = day.entries.isEmpty
        for entry in day.entries {
            let start = max(entry.booking.scheduledAt, day.span.lowerBound)
            if !isNowTold, day.now < start {
                lines.append(DayLine(meet: nil, gap: nil, now: dates.time(of: day.now)))
                isNowTold = true
            }
            if let end, start > end {
                let gap = say("gap", ["length": dates.catalogue.notice(Int(start.timeIntervalSince(end) / 60))])
                lines.append(DayLine(meet: nil, gap: gap, now: nil))
            }
            lines.append(DayLine(meet: meet(entry), gap: nil, now: nil))
            end = max(end ?? entry.booking.endsAt, entry.booking.endsAt)
        }
        if !isNowTold { lines.append(DayLine(meet: nil, gap: nil, now: dates.time(of: day.now))) }
        return lines
    }

    private func meet(_ entry: BookingEntry) -> DayMeet {
        let booking = entry.booking
        let first = day.waiting[booking.id]?.first
        let minutes = first.map { Int(day.now.timeIntervalSince($0.person.since) / 60) } ?? 0
        return DayMeet(
            id: "meet-\(booking.id)", time: dates.onlyTime(of: max(booking.scheduledAt, day.span.lowerBound)),
            isPast: booking.endsAt <= day.now,
            href: BookingListPages.path(of: booking.id), name: entry.client.name,
            line: ([about(entry)] + beyond(booking)).joined(separator: " · "),
            here: first.map { _ in say("here", ["minutes": String(minutes)]) },
            pill: first == nil ? booking.pill(at: day.now, dates.catalogue) : nil,
            clash: entry.clashPill(dates.catalogue))
    }

    /// When a booking began or ends that does not lie within the day.
    private func beyond(_ booking: Booking) -> [String] {
        var told: [String] = []
        if booking.scheduledAt < day.span.lowerBound {
            told.append(say("began", ["moment": dates.deadline(booking.scheduledAt)]))
        }
        if booking.endsAt > day.span.upperBound {
            told.append(say("goes_on", ["moment": dates.deadline(booking.endsAt)]))
        }
        return told
    }

    /// The service and its length, and with whom where that is somebody else.
    private func about(_ entry: BookingEntry) -> String {
        let gaps = [
            "service": entry.serviceTitle, "length": dates.catalogue.notice(entry.booking.duration),
            "host": entry.host.name,
        ]
        return say(entry.host.id == reader.id ? "about" : "about_host", gaps)
    }

    var needs: [TodayPage.Need] {
        func need(_ count: Int, _ tone: Notice.Tone, _ place: DeskPlace, _ key: String) -> TodayPage.Need? {
            guard count > 0, DeskPlace.open.contains(place) else { return nil }
            let text = say(key, ["count": String(count)])
            return TodayPage.Need(tone: tone.rawValue, sign: tone.sign, href: place.path, text: text)
        }
        return [
            need(day.failedMails, .bad, .mails, "failed_mails"),
            need(day.hinderedRefunds, .warn, .bookings, "hindered_refunds"),
            need(day.unclosed, .info, .bookings, "unclosed"),
        ].compactMap(\.self)
    }
}
