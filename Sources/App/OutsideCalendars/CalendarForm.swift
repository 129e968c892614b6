import Domain
import Foundation
import Wire

/// A calendar that a host links.
struct CalendarDraft: Sendable {
    let kind: CalendarLink.Kind
    let access: CalendarAccess
    let name: String
    let rules: CalendarRules
    let writing: CalendarWriting
}

/// How the fields of a calendar are read, for linking and for changing one.
struct CalendarForm: Sendable {
    static let newFields = fields.union(["kind"])
    static let fields: Set<String> = [
        "url", "user", "password", "name", "time_zone", "blocks", "tentative_blocks", "unanswered_blocks", "all_busy",
        "own_addresses", "writes", "titles",
    ]
    static let searchFields: Set<String> = ["url", "user", "password", "agreed_servers"]
    static let removalFields: Set<String> = ["remove_events"]
    static let longestName = 100
    private static let mostServers = 5

    /// Whether an address may be one without encryption.
    let allowsPlain: Bool

    /// Without a name it goes by the name of its server.
    func draft(_ form: Form) throws -> CalendarDraft {
        let (kind, url, user, password, name, (rules, writing)) = try Form.gather(
            form.may("kind", Form.text) { try Form.choice($0, $1, of: CalendarLink.Kind.self) },
            form.need("url", Form.text, url), form.may("user", Form.text, Self.secret),
            form.may("password", Form.text, Self.secret), form.may("name", Form.text, Self.name), options(form))
        let change = CalendarChange(user: user, password: password, rules: rules, writing: writing)
        return CalendarDraft(
            kind: kind ?? .feed, access: try change.access(newAt: url, kind: kind ?? .feed),
            name: name ?? URLComponents(string: url)?.host ?? "", rules: rules(CalendarRules()),
            writing: try change.writing(CalendarWriting(), kind: kind ?? .feed))
    }

    func change(_ form: Form) throws -> CalendarChange {
        let (url, user, password, name, (rules, writing)) = try Form.gather(
            form.may("url", Form.text, url), form.may("user", Form.text, Self.secret),
            form.may("password", Form.text, Self.secret), form.may("name", Form.text, Self.name), options(form))
        return CalendarChange(url: url, user: user, password: password, name: name, rules: rules, writing: writing)
    }

    /// Whether a calendar that is unlinked is to be rid of what was ours.
    func removal(_ form: Form) throws -> Bool {
        let wish = try form.may("remove_events", Form.flag).get()
        return wish ?? false
    }

    /// What is told for a search.
    func search(_ form: Form) throws -> CalendarSearchDraft {
        let (url, user, password, servers) = try Form.gather(
            form.need("url", Form.text, url), form.may("user", Form.text, Self.secret),
            form.may("password", Form.text, Self.secret), form.may("agreed_servers", Form.array, Self.servers))
        return CalendarSearchDraft(
            access: CalendarAccess(url: url, credentials: try CalendarChange.pair(user, password)),
            agreedServers: servers ?? [])
    }

    private typealias Change<Value> = @Sendable (Value) -> Value

    private func options(_ form: Form) -> Form.Answer<(Change<CalendarRules>, Change<CalendarWriting>)> {
        Form.answer {
            let (rules, writes, titles) = try Form.gather(
                rules(form), form.may("writes", Form.flag),
                form.may("titles", Form.text) { try Form.choice($0, $1, of: CalendarWriting.Titles.self) })
            return (rules, { CalendarWriting(isOn: writes ?? $0.isOn, titles: titles ?? $0.titles) })
        }
    }

    private func rules(_ form: Form) -> Form.Answer<Change<CalendarRules>> {
        Form.answer {
            let (zone, blocks, tentative, unanswered, all, addresses) = try Form.gather(
                form.may("time_zone", Form.text, UserForm.zone), form.may("blocks", Form.flag),
                form.may("tentative_blocks", Form.flag), form.may("unanswered_blocks", Form.flag),
                form.may("all_busy", Form.flag), form.may("own_addresses", Form.array, Self.addresses))
            let namesZone = form.has("time_zone")
            return { old in
                CalendarRules(
                    timeZone: namesZone ? zone : old.timeZone, blocks: blocks ?? old.blocks,
                    tentativeBlocks: tentative ?? old.tentativeBlocks,
                    unansweredBlocks: unanswered ?? old.unansweredBlocks, allBusy: all ?? old.allBusy,
                    ownAddresses: addresses ?? old.ownAddresses)
            }
        }
    }

    private func url(_ text: String, _ field: String) throws -> String {
        try FeedAddress.read(text, field, allowingPlain: allowsPlain)
    }

    /// Each once, as accounts are known by theirs.
    private static func addresses(_ values: [JSONValue], _ field: String) throws -> [String] {
        guard values.count <= CalendarRules.mostAddresses else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(CalendarRules.mostAddresses)"])
        }
        let answers = values.enumerated().map { index, value in
            Form.answer {
                let field = "\(field)[\(index)]"
                return try EmailAddress.normalised(try Form.text(value, field), field: field)
            }
        }
        var seen: Set<String> = []
        return try Form.gather(all: answers).filter { seen.insert($0).inserted }
    }

    private static func name(_ text: String, _ field: String) throws -> String? {
        try Text.name(text, field: field, maximum: longestName)
    }

    /// A user or a password, as it is; what could not be sent is complained of.
    private static func secret(_ text: String, _ field: String) throws -> String {
        let most = 200
        guard !text.isEmpty else { throw Problem.invalid(field, .required) }
        guard text.unicodeScalars.count <= most else { throw Problem.invalid(field, .tooLong, ["maximum": "\(most)"]) }
        guard text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { throw Problem.invalid(field, .controlCharacter) }
        return text
    }

    private static func servers(_ items: [JSONValue], _ field: String) throws -> Set<String> {
        guard items.count <= mostServers else {
            throw Problem.invalid(field, .tooMany, ["maximum": "\(mostServers)"])
        }
        return Set(
            try items.enumerated().map { index, item in
                let (most, field) = (300, "\(field)[\(index)]")
                let name = try Form.text(item, field)
                guard name.unicodeScalars.count <= most else {
                    throw Problem.invalid(field, .tooLong, ["maximum": "\(most)"])
                }
                return name.lowercased()
            })
    }
}
