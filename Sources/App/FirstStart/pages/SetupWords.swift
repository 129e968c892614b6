import Domain
import Foundation

/// What is set so far, in words.
struct SetupWords {
    let facts: SetupFacts
    let atOnce: SettingsCheck.AtOnce
    /// The practice's zone, as it is now.
    let zone: String
    let catalogue: Catalogue

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.setup.\(key)", gaps)
    }

    /// One sentence about a step.
    func standing(_ step: SetupStep) -> String {
        switch step {
        case .account: account
        case .practice: practice
        case .hours: hours
        case .service: service
        case .mail: mail
        case .meetings:
            say(
                atOnce.isPaidByCard ? "standing.meetings_paid" : "standing.meetings_unpaid", ["server": atOnce.server])
        case .texts: texts
        }
    }

    private var account: String {
        let email = facts.admin.email
        guard let wished = facts.wishedEmail else { return say("standing.account", ["email": email]) }
        return say("standing.account_wished", ["wished": wished, "email": email])
    }

    private var practice: String {
        let place = place(of: zone)
        guard let name = facts.branding.name else { return say("standing.no_name", ["zone": place]) }
        return say("standing.practice", ["name": name, "zone": place])
    }

    private var hours: String {
        guard let hours = facts.hours else { return say("standing.no_host") }
        let minutes = hours.weekly.values.joined().reduce(0) { $0 + $1.endMinute - $1.fromMinute }
        guard minutes > 0 else { return say("standing.no_hours") }
        return say("standing.hours", ["length": length(minutes), "zone": place(of: hours.zoneIdentifier)])
    }

    private var service: String {
        guard let service = facts.offering?.service else { return say("standing.no_service") }
        let price = Slip.price(of: service, catalogue)
        return say(
            "standing.service", ["title": service.title, "length": length(service.duration), "price": price])
    }

    /// How far the mail has come that proves the address.
    private var mail: String {
        guard !facts.isProved else { return say("standing.proved", ["email": facts.admin.email]) }
        guard facts.address != nil else { return say("standing.no_address") }
        guard let mail = facts.mail, mail.address == facts.wishedEmail else { return say("standing.not_sent") }
        let gaps = ["email": facts.address ?? "", "cause": mail.error ?? ""]
        return switch mail.state {
        case .due: say(mail.error == nil ? "standing.waits" : "standing.tried", gaps)
        case .sent: say("standing.sent", gaps)
        case .parked: say("standing.parked", gaps)
        case .dropped: say("standing.not_sent")
        }
    }

    private var texts: String {
        let names = facts.missingTexts.map { catalogue.sentence("page.legal.\($0.rawValue)") }
        return names.isEmpty
            ? say("standing.texts") : say("standing.texts_missing", ["names": names.joined(separator: ", ")])
    }

    /// `37 hours 30 minutes`
    private func length(_ minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        let parts = [
            hours > 0 ? catalogue.sentence("duration.hours", ["hours": String(hours)]) : nil,
            rest > 0 ? catalogue.sentence("duration.minutes", ["minutes": String(rest)]) : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    /// `Berlin time`; the zone as it is called where nothing is known of it here.
    private func place(of identifier: String) -> String {
        guard let zone = try? Zone.stored(identifier) else { return identifier }  // try? is fine: see above
        return ZoneText(zone, at: facts.now, catalogue).name
    }
}
