import Domain
import Foundation

extension PersonPage {
    private static let labels = ["first_name", "last_name", "display_name", "email"]

    /// The page as it is stored, or again with what was typed and why it did not work. Throws where the reader's zone
    /// is none.
    init(
        _ record: PersonRecord, for reader: User, _ catalogue: Catalogue, typed: Form? = nil, problem: Problem? = nil
    ) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.people.person.\(key)", gaps)
        }
        let user = record.user
        let labels = Dictionary(uniqueKeysWithValues: Self.labels.map { ($0, say("label.\($0)")) })
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        let path = PeoplePages.path(of: user.id)
        let isOwn = user.id == reader.id
        self.failure = failure
        heading = user.name
        title = FormFailure.title(heading, failure, catalogue)
        back = .init(href: PeoplePages.path, text: say("back"))
        email = user.email
        line = say(
            "line",
            [
                "day": dates.longDay(dates.date(of: user.createdAt)), "zone": user.timeZone,
                "language": Catalogue.of(user.locale).sentence("language.name"),
            ])
        pills = user.rights(catalogue)
        proof =
            user.emailVerifiedAt == nil
            ? Pill(say("not_proved"), .hourglass, .warn) : Pill(say("proved"), .tick, .good)
        bookings = BookingList(record, dates, catalogue)
        profile = Profile(
            heading: say("profile"), action: path, fields: Self.fields(user, labels, typed, failure, catalogue),
            button: say("save"))
        rights = Rights(
            heading: say("rights.heading"), hint: say("rights.hint"), action: path + "/rights",
            choices: [
                Choice(name: "is_host", label: say("rights.host"), isChosen: user.isHost),
                Choice(name: "is_admin", label: say("rights.admin"), isChosen: user.isAdmin),
            ], button: say("rights.save"))
        factor = Factor(
            heading: say("factor.heading"),
            words: say(record.hasSecondFactor ? (isOwn ? "factor.own" : "factor.on") : "factor.off"),
            reset: record.hasSecondFactor && !isOwn
                ? Reset(action: path + "/totp", button: say("factor.reset")) : nil)
        data = StoredData(
            heading: say("data.heading"), words: say(isOwn ? "data.own" : "data.words"),
            own: isOwn ? .init(href: ProfilePages.path, text: say("data.account")) : nil,
            others: isOwn
                ? nil
                : Others(
                    action: path + "/export", button: say("data.export"),
                    leave: .init(href: path + "/delete", text: say("data.leave"))),
            trail: .init(href: "\(TrailPages.path)?user_id=\(user.id)", text: say("data.trail")))
    }

    /// Names, and the address as long as nobody has proved it.
    private static func fields(
        _ user: User, _ labels: [String: String], _ typed: Form?, _ failure: FormFailure?, _ catalogue: Catalogue
    ) -> [FormField] {
        let kept = ["first_name": user.firstName, "last_name": user.lastName, "display_name": user.displayName]
        var fields = ["first_name", "last_name", "display_name"].map { name in
            // Not the reader's own, which browsers would offer.
            var field = FormField(name, labels[name] ?? "", failure: failure)
            field.value = typed?.typed(name) ?? (kept[name] ?? nil) ?? ""
            (field.isRequired, field.optional) = (false, catalogue.sentence("page.form.optional"))
            return field
        }
        guard user.emailVerifiedAt == nil else { return fields }
        let hint = catalogue.sentence("page.people.person.email_hint")
        var email = FormField("email", labels["email"] ?? "", explanation: hint, failure: failure)
        email.value = typed?.typed("email") ?? user.email
        email.keys = "email"
        fields.append(email)
        return fields
    }
}

extension PersonPage.BookingList {
    init(_ record: PersonRecord, _ dates: DateText, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.people.person.bookings.\(key)", gaps)
        }
        heading = say("heading")
        let zone = ZoneText(dates.zone, at: record.now, catalogue).whole
        self.zone = record.bookings.isEmpty ? nil : catalogue.sentence("page.bookings.zone", ["zone": zone])
        rows = record.bookings.map { entry in
            PersonPage.BookingRow(
                href: BookingListPages.path(of: entry.booking.id),
                when: dates.longDay(dates.date(of: entry.booking.scheduledAt)) + ", "
                    + dates.time(of: entry.booking.scheduledAt),
                instant: Timestamp.text(entry.booking.scheduledAt), service: entry.serviceTitle,
                with: say("with", ["host": entry.host.name]), pill: entry.booking.pill(at: record.now, catalogue))
        }
        none = record.bookings.isEmpty ? say("none") : nil
        let path = PeoplePages.path(of: record.user.id)
        older = record.next.map { .init(href: "\(path)?after=\($0.text)", text: say("older")) }
    }
}
