import Domain
import Foundation

/// A calendar that a host links.
struct CalendarDraft: Sendable {
    let url: String
    let name: String
    let rules: CalendarRules
}

/// What a host wants changed; nil for what stays.
struct CalendarChange: Sendable {
    var url: String?
    var name: String?
    /// The rules that come of those of before.
    let rules: @Sendable (CalendarRules) -> CalendarRules
}

/// How the fields of a calendar are read, for linking and for changing one.
struct CalendarForm: Sendable {
    static let fields: Set<String> = [
        "url", "name", "time_zone", "blocks", "tentative_blocks", "unanswered_blocks", "all_busy", "own_addresses",
    ]
    private static let longestName = 100

    /// Whether an address may be one without encryption.
    let allowsPlain: Bool

    /// Without a name it goes by the name of its server.
    func draft(_ form: Form) throws -> CalendarDraft {
        let (url, name, rules) = try Form.gather(
            form.need("url", Form.text, url), form.may("name", Form.text, Self.name), rules(form))
        return CalendarDraft(
            url: url, name: name ?? URLComponents(string: url)?.host ?? "", rules: rules(CalendarRules()))
    }

    func change(_ form: Form) throws -> CalendarChange {
        let (url, name, rules) = try Form.gather(
            form.may("url", Form.text, url), form.may("name", Form.text, Self.name), rules(form))
        return CalendarChange(url: url, name: name, rules: rules)
    }

    private func rules(_ form: Form) -> Form.Answer<@Sendable (CalendarRules) -> CalendarRules> {
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
}
