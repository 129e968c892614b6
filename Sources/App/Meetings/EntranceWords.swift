import Domain
import Foundation

/// What an entrance says to the person who stands there, in their words and their zone.
struct EntranceWords {
    let step: Doorstep
    let catalogue: Catalogue
    /// What sentences may name.
    let names: [String: String]

    init(_ step: Doorstep, _ catalogue: Catalogue) {
        self.step = step
        self.catalogue = catalogue.inZone(step.person.timeZone)
        let host = step.entry.host.name
        names = [
            "service": step.entry.serviceTitle, "host": host,
            "other": step.entrant == .host ? step.entry.client.name : host, "name": step.name,
        ]
    }

    func say(_ key: String) -> String { catalogue.sentence("page.entrance.\(key)", names) }

    /// What it is about, and with whom.
    var topic: String { say("topic") }

    /// Two letters of whoever the person meets.
    var initials: String { PersonName.initials(of: names["other"] ?? "") }

    /// When it is, and what else is good to know.
    func facts(early isEarly: Bool) throws -> [String] {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(step.person.timeZone))
        var lines = [dates.span(from: step.booking.scheduledAt, to: step.booking.endsAt)]
        if isEarly { lines = [topic] + lines }
        let isComing = step.booking.status == .scheduled && step.now < step.booking.scheduledAt
        if step.hasMoved, isComing { lines.append(say("moved")) }
        if step.meeting.lateMinutes > 0, isComing || step.door == .waits {
            let late = catalogue.sentence(
                "page.entrance.late", names.merging(["minutes": String(step.meeting.lateMinutes)]) { $1 })
            lines.append(late)
        }
        return lines
    }

    /// From when on the person may go in; the day stands beside it unless it is that of the start.
    func notYet() throws -> String {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(step.person.timeZone))
        let (day, time) = (dates.day(of: step.opensAt), dates.time(of: step.opensAt))
        let key = day == dates.day(of: step.booking.scheduledAt) ? "enter_from" : "enter_from_day"
        return catalogue.sentence("page.entrance.\(key)", ["day": day, "time": time])
    }

    var countdown: EntrancePage.Countdown {
        EntrancePage.Countdown(
            start: Timestamp.text(step.booking.scheduledAt), opening: Timestamp.text(step.opensAt),
            label: say("countdown.label"), hours: say("countdown.hours"),
            minutes: say("countdown.minutes"), seconds: say("countdown.seconds"), sentence: timeLeft)
    }

    /// How long it is until the start, for browsers without the script.
    private var timeLeft: String {
        let minutes = Int(step.booking.scheduledAt.timeIntervalSince(step.now) / 60)
        let (unit, number) =
            switch minutes {
            case ..<120: ("minutes", minutes)
            case ..<2_880: ("hours", minutes / 60)
            default: ("days", minutes / 1_440)
            }
        return catalogue.sentence("page.entrance.begins_in_\(unit)", [unit: String(number)])
    }

    var check: DeviceCheck {
        func word(_ key: String) -> String { say("check.\(key)") }
        return DeviceCheck(
            heading: word("heading"), hint: word("hint"), needsScript: word("needs_script"), picture: word("picture"),
            start: word("start"), camera: word("camera"), works: word("works"), microphone: word("microphone"),
            level: word("level"), hears: word("hears"), refused: word("refused"), speaker: word("speaker"),
            play: word("play"), trouble: word("trouble"),
            advice: [word("advice_allow"), word("advice_close"), word("advice_enter")])
    }
}
