import Domain
import Foundation

extension TrailPage {
    /// `typed` is what the list is narrowed by, as it stands in the address.
    init(
        _ part: Trail.Part, _ filter: AuditFilter, typed: [String: String], for reader: User, _ catalogue: Catalogue,
        problem: Problem? = nil
    ) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.trail.\(key)", gaps)
        }
        let labels = Dictionary(
            uniqueKeysWithValues: ["action", "booking_id", "from", "to"].map { ($0, say("by.\($0)")) })
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        self.failure = failure
        heading = say("title")
        title = FormFailure.title(heading, failure, catalogue)
        let entries = part.entries
        count = say(entries.isExact ? "count" : "at_least", ["count": String(entries.total)])
        filters = Filters(part, filter, typed, labels, failure, catalogue)
        table =
            entries.items.isEmpty
            ? nil
            : Table(
                caption: heading, when: say("column.when"), who: say("column.who"), what: say("column.what"),
                about: say("column.about"), entries: entries.items.map { Row($0, part.names, dates, catalogue) })
        none = entries.items.isEmpty ? say("none") : nil
        more = entries.next.map { place in
            More(
                kept: typed.sorted { $0.key < $1.key }.map { KeptInput(name: $0.key, value: $0.value) }
                    + [KeptInput(name: "after", value: place.text)], button: say("more"))
        }
    }

    /// A deed in words, where there are any.
    fileprivate static func words(of action: String, _ catalogue: Catalogue) -> String {
        let key = "page.trail.action.\(action)"
        return catalogue.has(key) ? catalogue.sentence(key) : action
    }
}

extension TrailPage.Filters {
    fileprivate init(
        _ part: Trail.Part, _ filter: AuditFilter, _ typed: [String: String], _ labels: [String: String],
        _ failure: FormFailure?, _ catalogue: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.trail.\(key)", gaps)
        }
        func field(_ name: String, _ kind: FormField.Kind) -> FormField {
            var field = FormField(name, labels[name] ?? "", kind: kind, failure: failure)
            (field.value, field.isRequired) = (typed[name] ?? "", false)
            return field
        }
        let all = [FormChoice.Option(value: "", text: say("all"), isChosen: filter.action == nil)]
        let actions = part.actions.map {
            FormChoice.Option(value: $0, text: TrailPage.words(of: $0, catalogue), isChosen: $0 == filter.action)
        }
        action = FormChoice("action", labels["action"] ?? "", of: all + actions, failure: failure)
        booking = field("booking_id", .text)
        (from, to) = (field("from", .date), field("to", .date))
        func chosen(_ field: String, _ id: UserID?, _ key: String) -> TrailPage.Chosen? {
            id.map { .init(field: field, id: String($0), words: say(key, ["name": part.names[$0] ?? String($0)])) }
        }
        people = [chosen("actor_id", filter.actor, "by_actor"), chosen("user_id", filter.user, "about_person")]
            .compactMap(\.self)
        button = say("narrow")
        clear = .init(href: TrailPages.path, text: say("clear"))
    }
}

extension TrailPage.Row {
    fileprivate init(
        _ entry: AuditEntry, _ names: [UserID: String], _ dates: DateText, _ catalogue: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.trail.\(key)", gaps)
        }
        func person(_ id: UserID?, _ field: String) -> NoticePage.Link? {
            id.map { .init(href: "\(TrailPages.path)?\(field)=\($0)", text: names[$0] ?? String($0)) }
        }
        time = dates.longMoment(entry.at)
        instant = Timestamp.text(entry.at)
        actor = person(entry.actorID, "actor_id")
        server = entry.actorID == nil ? say("server") : nil
        deed = TrailPage.words(of: entry.action, catalogue)
        detail = TrailFacts(catalogue: catalogue, dates: dates).words(of: entry.detail)
        self.person = entry.userID == entry.actorID ? nil : person(entry.userID, "user_id")
        booking = entry.bookingID.map {
            .init(href: "\(TrailPages.path)?booking_id=\($0)", text: say("booking", ["id": String($0)]))
        }
    }
}
