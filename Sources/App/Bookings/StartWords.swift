import Domain
import Foundation

/// Why a start is not offered, in a word and a sentence; neighbours with the same reason have the same.
struct StartWords: Sendable {
    let day: ExplainedDay
    let catalogue: Catalogue

    struct Reason: Sendable, Equatable {
        let word: String
        let line: String
    }

    /// Nil where the start is offered.
    func reason(_ start: GridStart) -> Reason? {
        guard let reason = start.reason else { return nil }
        switch reason {
        case .closed: return hours(on: start.hostDate)
        case .tooLong(let stops):
            return say("too_long", ["time": dates.onlyTime(of: stops), "length": catalogue.notice(rules.duration)])
        case .notice(let earliest):
            if start.slot.start < day.now { return say("past") }
            return say("notice", ["notice": catalogue.notice(rules.minimumNotice), "time": dates.deadline(earliest)])
        case .horizon(let latest):
            return say("horizon", ["days": "\(rules.bookingHorizonDays)", "time": dates.deadline(latest)])
        case .taken(let stretch): return taken(by: stretch, "taken")
        case .buffer(let stretch): return taken(by: stretch, "buffer")
        }
    }

    private var rules: SlotRules { day.offering.service.rules }
    private var dates: DateText { DateText(catalogue: catalogue, zone: day.zone) }

    private func say(_ key: String, _ gaps: [String: String] = [:]) -> Reason {
        Reason(
            word: catalogue.sentence("explain.\(key).word"), line: catalogue.sentence("explain.\(key).line", gaps))
    }

    private func hours(on date: LocalDate) -> Reason {
        let ranges = day.hours.ranges(on: date).map(HoursText(catalogue).line)
        let place = day.zone == day.hostZone ? "" : " (\(ZoneText(day.hostZone, at: day.now, catalogue).name))"
        let gaps = ["day": dates.dayOfYear(date), "hours": ranges.joined(separator: ", ") + place]
        let isOverride = day.hours.overrides[date] != nil
        return say(isOverride ? ranges.isEmpty ? "day_off" : "override" : ranges.isEmpty ? "no_hours" : "hours", gaps)
    }

    private func taken(by stretch: TakenStretch, _ key: String) -> Reason {
        guard let booking = stretch.booking else {
            return stretch.calendarName.map { say("named_calendar", ["calendar": $0]) } ?? say("calendar")
        }
        let gaps = ["name": booking.clientName, "hours": dates.hours(from: booking.start, to: booking.end)]
        return say(key == "taken" && booking.isHeld ? "held" : key, gaps)
    }
}

extension GridStart.Reason {
    /// As the API calls it.
    func code(isOverride: Bool) -> String {
        switch self {
        case .closed, .tooLong: isOverride ? "override" : "hours"
        case .notice: "notice"
        case .horizon: "horizon"
        case .taken(let stretch) where stretch.booking == nil: "calendar"
        case .taken(let stretch): stretch.booking?.isHeld == true ? "held" : "taken"
        case .buffer(let stretch): stretch.booking == nil ? "calendar" : "buffer"
        }
    }

    /// What stands in the way, where that is a booking.
    var booking: TakenBooking? {
        switch self {
        case .taken(let stretch), .buffer(let stretch): stretch.booking
        case .closed, .tooLong, .notice, .horizon: nil
        }
    }
}
