import Domain
import Foundation

/// The stub of an appointment slip: who, what, when, at what price, and how far one has come. It goes along from the
/// first look at a service to its booking, as `pages/slip` shows it, so that nobody loses the time that was chosen.
struct Slip: PageValues {
    /// Of the host, in place of a picture.
    let initials: String
    /// `with`, and the host's name.
    let lead: String
    let host: String
    let service: String
    /// Whether the service's title is the page's heading.
    var isHeading: Bool
    /// What the service says of itself.
    var about: String?
    var when: SlipWhen?
    var facts: [SlipFact]
    var steps: SlipSteps?
}

/// When a booking is, in the reader's zone.
struct SlipWhen: PageValues {
    /// The time that it takes the place of, struck through.
    var former: String?
    let day: String
    /// In RFC 3339.
    let instant: String
    let hour: String
    let until: String
    let zone: String
    /// Where the time can be changed.
    var change: SlipLink?
}

/// A link of a slip.
struct SlipLink: PageValues {
    let href: String
    let text: String
}

/// A line of a slip with its sign, the path of an icon in 24 units.
struct SlipFact: PageValues {
    let icon: String
    /// Stands above the words, where there is any.
    var strong: String?
    var words: String?

    static let (clock, video, money) = (
        "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.2l2.8 1.8", "M3.5 7h11v10h-11zM14.5 11l6-3.2v8.4l-6-3.2",
        "M3.5 6.5h17v11h-17zM12 14.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM6.5 9.5v.1M17.5 14.5v.1"
    )
}

/// The steps of booking.
struct SlipSteps: PageValues {
    let label: String
    let list: [SlipStep]
}

struct SlipStep: PageValues {
    let name: String
    let isDone: Bool
    let isCurrent: Bool
}

extension Slip {
    /// The steps of booking, of which the last is a payment where something is paid.
    enum Step: Int, Sendable, CaseIterable {
        case time, you, last
    }

    /// Of a service, and of a time of it where one is chosen; `step` is where the reader stands, nil after booking.
    init(_ offering: Offering, at start: Date? = nil, in zone: Zone, step: Step? = nil, _ catalogue: Catalogue) {
        let service = offering.service
        func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
            catalogue.sentence("page.slip.\(key)", arguments)
        }
        host = offering.host.name
        initials = PersonName.initials(of: host)
        lead = say("with")
        self.service = service.title
        isHeading = start == nil
        about = start == nil ? service.description : nil
        when = start.map {
            SlipWhen(from: $0, to: $0 + Double(service.duration * 60), in: zone, catalogue)
        }
        let length = catalogue.sentence("duration.minutes", ["minutes": String(service.duration)])
        facts = [
            SlipFact(icon: SlipFact.clock, words: length), SlipFact(icon: SlipFact.video, words: say("by_video")),
            SlipFact(
                icon: SlipFact.money, strong: Self.price(of: service, catalogue),
                words: Self.refund(of: service, catalogue)),
        ]
        steps = step.map { SlipSteps(at: $0, isPaid: service.price.minor > 0, catalogue) }
    }

    /// `€85.00`, or that it is free.
    static func price(of service: Service, _ catalogue: Catalogue) -> String {
        service.price.minor > 0 ? catalogue.money(service.price) : catalogue.sentence("page.slip.free")
    }

    /// What comes back, in one line; nil where nothing is paid.
    static func refund(of service: Service, _ catalogue: Catalogue) -> String? {
        guard service.price.minor > 0 else { return nil }
        guard let tier = service.refundPolicy.tiers.first, tier.percent > 0 else {
            return catalogue.sentence("page.slip.refund.none")
        }
        // Nobody can cancel later than the service lets them.
        let notice = max(tier.notice, service.changeNotice)
        let key = (tier.percent == 100 ? "all" : "part") + (notice == 0 ? "_until_start" : "")
        return catalogue.sentence(
            "page.slip.refund.\(key)", ["percent": catalogue.percent(tier.percent), "notice": catalogue.notice(notice)])
    }
}

extension SlipSteps {
    /// Where one stands; the last step is a payment where something is paid at once.
    init(at step: Slip.Step, isPaid: Bool, _ catalogue: Catalogue) {
        label = catalogue.sentence("page.slip.steps")
        list = zip(Slip.Step.allCases, ["time", "you", isPaid ? "payment" : "check"]).map { one, key in
            SlipStep(
                name: catalogue.sentence("page.slip.step.\(key)"), isDone: one.rawValue < step.rawValue,
                isCurrent: one == step)
        }
    }
}

extension SlipWhen {
    init(from start: Date, to end: Date, in zone: Zone, _ catalogue: Catalogue) {
        let text = DateText(catalogue: catalogue, zone: zone)
        day = text.longDay(text.date(of: start))
        instant = Timestamp.text(start)
        (hour, until) = (text.onlyTime(of: start), text.onlyTime(of: end))
        self.zone = ZoneText(zone, at: start, catalogue).whole
    }
}

extension Catalogue {
    /// A stretch of time as people say it: `48 hours`, `3 days`, `90 minutes`.
    func notice(_ minutes: Int) -> String {
        if minutes % 1_440 == 0, minutes > 2_880 { return sentence("duration.days", ["days": "\(minutes / 1_440)"]) }
        if minutes % 60 == 0, minutes > 0 { return sentence("duration.hours", ["hours": "\(minutes / 60)"]) }
        return sentence("duration.minutes", ["minutes": "\(minutes)"])
    }
}
