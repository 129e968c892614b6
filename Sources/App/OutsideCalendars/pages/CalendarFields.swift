import Domain
import Foundation

/// The fields of a calendar, of a new one or of one that there is.
struct CalendarFields: PageValues {
    /// Nil for a calendar on a server, which is another one at another address.
    var addressField: FormField?
    let nameField: FormField
    /// User and password of a calendar on a server.
    var signIn: [FormField] = []
    /// Nil where nothing can be entered.
    var writing: Writing?
    let rules: Rules

    /// What of it counts as busy.
    struct Rules: PageValues {
        let summary: String
        let ticks: [FormTick]
        /// Under which its host is invited, besides that of the account.
        let addresses: FormField
        let zone: FormChoice
    }

    /// Whether bookings are entered into it, and how.
    struct Writing: PageValues {
        let tick: FormTick
        let titles: FormPicks
    }

    static let ofFeeds = Set(["url", "name", "time_zone", "own_addresses"] + ticks)
    static let ofServers = ofFeeds.union(["user", "password", "writes", "titles"])

    /// In the order in which they are shown.
    static let ticks = ["blocks", "tentative_blocks", "unanswered_blocks", "all_busy"]

    /// `link` is nil for a new one; `typed` is what is shown again.
    init(
        _ link: CalendarLink?, of kept: KeptCalendars, typed: Form?, _ failure: FormFailure?, _ words: Catalogue
    ) {
        func say(_ key: String) -> String { words.sentence("page.calendars.\(key)") }
        let isNew = link == nil
        var name = FormField(
            "name", Self.label("name", words), explanation: isNew ? say("name_hint") : nil, failure: failure)
        (name.value, name.isRequired) = (typed?.typed("name") ?? link?.name ?? "", !isNew)
        if isNew { name.optional = say("optional") }
        nameField = name
        rules = Rules(link?.rules ?? CalendarRules(), of: kept, typed: typed, failure, words)
        if let link, link.kind == .caldav {
            signIn = Self.signIn(typed, failure, words)
            writing = Writing(link.writing, typed: typed, failure, words)
        } else {
            var address = FormField(
                "url", Self.label("url", words), explanation: say(isNew ? "url_hint" : "new_url_hint"),
                failure: failure)
            (address.value, address.isRequired, address.keys) = (typed?.typed("url") ?? "", isNew, "url")
            addressField = address
        }
    }

    /// Both empty where they stay.
    private static func signIn(_ typed: Form?, _ failure: FormFailure?, _ words: Catalogue) -> [FormField] {
        var user = FormField("user", label("user", words), failure: failure)
        (user.value, user.isRequired) = (typed?.typed("user") ?? "", false)
        // The browser is not to offer the password of this practice's account.
        var password = FormField(
            "password", label("password", words), kind: .newPassword,
            explanation: words.sentence("page.calendars.sign_in_hint"), failure: failure)
        password.isRequired = false
        return [user, password]
    }

    static func label(_ field: String, _ words: Catalogue) -> String {
        words.sentence("page.calendars.label.\(field)")
    }

    static func failure(_ problem: Problem, _ words: Catalogue) -> FormFailure {
        let labels = ofServers.map { ($0, label($0, words)) }
        let gathered = problem.gathering("own_addresses")
        return FormFailure(gathered, words, labels: Dictionary(uniqueKeysWithValues: labels))
    }

    /// Addresses as they are typed, in one line.
    static func addresses(_ typed: String) -> [JSONValue] {
        typed.split { $0 == "," || $0 == ";" || $0.isWhitespace }.map { .typed(String($0)) }
    }
}

extension CalendarFields.Writing {
    fileprivate init(_ writing: CalendarWriting, typed: Form?, _ failure: FormFailure?, _ words: Catalogue) {
        tick = FormTick(
            "writes", CalendarFields.label("writes", words), isChosen: typed.map { $0.has("writes") } ?? writing.isOn,
            failure: failure)
        titles = FormPicks(
            "titles", CalendarFields.label("titles", words),
            of: CalendarWriting.Titles.allCases.map {
                ($0.rawValue, words.sentence("page.calendars.titles.\($0.rawValue)"))
            }, chosen: [typed?.typed("titles") ?? writing.titles.rawValue], takesSeveral: false, failure: failure)
    }
}

extension CalendarFields.Rules {
    fileprivate init(
        _ rules: CalendarRules, of kept: KeptCalendars, typed: Form?, _ failure: FormFailure?, _ words: Catalogue
    ) {
        summary = words.sentence("page.calendars.rules")
        let stored = [
            "blocks": rules.blocks, "tentative_blocks": rules.tentativeBlocks,
            "unanswered_blocks": rules.unansweredBlocks, "all_busy": rules.allBusy,
        ]
        ticks = CalendarFields.ticks.map { name in
            FormTick(
                name, CalendarFields.label(name, words),
                isChosen: typed.map { $0.has(name) } ?? stored[name] ?? false, failure: failure)
        }
        var addresses = FormField(
            "own_addresses", CalendarFields.label("own_addresses", words),
            explanation: words.sentence("page.calendars.own_addresses_hint"), failure: failure)
        addresses.value = typed?.typed("own_addresses") ?? rules.ownAddresses.joined(separator: ", ")
        addresses.isRequired = false
        self.addresses = addresses
        let chosen = typed?.typed("time_zone") ?? rules.timeZone ?? ""
        let present = (try? Zone(chosen)) ?? kept.zone  // try? is fine: none, or one that is complained of
        let hours = words.sentence(
            "page.calendars.zone_of_hours", ["zone": ZoneText(kept.zone, at: kept.now, words).place])
        let others = ZoneChoice.commonOptions(present, at: kept.now, words).map {
            FormChoice.Option(value: $0.value, text: $0.text, isChosen: $0.value == chosen)
        }
        zone = FormChoice(
            "time_zone", CalendarFields.label("time_zone", words),
            of: [.init(value: "", text: hours, isChosen: chosen.isEmpty)] + others, failure: failure)
    }
}
