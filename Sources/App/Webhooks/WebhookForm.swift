import Domain
import Foundation

/// How the fields of a webhook are read, for making and for changing one.
enum WebhookForm {
    static let fields: Set<String> = ["url", "events", "active"]
    private static let mostURLBytes = 2_000
    /// A test is sent to who is tested, and not asked for.
    private static let choices = ["choices": WebhookEvent.allCases.map(\.rawValue).joined(separator: ", ")]

    /// A new webhook: active, and told of everything, unless the fields say otherwise.
    static func new(_ id: WebhookID, _ form: Form, now: Date) throws -> Webhook {
        let (url, events, active) = try Form.gather(
            form.need("url", Form.text, url), form.may("events", Form.array, events), form.may("active", Form.flag))
        return Webhook(
            id: id, url: url, events: events ?? WebhookEvent.allCases, isActive: active ?? true, secretGeneration: 1,
            createdAt: now)
    }

    /// The webhook with every field that was sent; the others stay. Null in place of the events stands for all.
    static func changed(_ old: Webhook, _ form: Form) throws -> Webhook {
        let (url, events, active) = try Form.gather(
            form.may("url", Form.text, url), form.may("events", Form.array, events), form.may("active", Form.flag))
        var webhook = old
        webhook.url = url ?? old.url
        if form.has("events") { webhook.events = events ?? WebhookEvent.allCases }
        webhook.isActive = active ?? old.isActive
        return webhook
    }

    /// Where it leads is judged by the address that is connected to, each time anew; here it must only be a URL.
    private static func url(_ text: String, _ field: String) throws -> String {
        guard text.utf8.count <= mostURLBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": String(mostURLBytes)])
        }
        guard text.utf8.allSatisfy({ (33...126).contains($0) }),
            let url = URLComponents(string: text, encodingInvalidCharacters: false),
            ["http", "https"].contains(url.scheme?.lowercased()), url.host?.isEmpty == false,
            (1...65_535).contains(url.port ?? 1), url.user == nil, url.password == nil, url.fragment == nil
        else { throw Problem.malformed(field, .url) }
        return text
    }

    private static func events(_ values: [JSONValue], _ field: String) throws -> [WebhookEvent] {
        // A webhook that is told of nothing is one that is switched off.
        guard !values.isEmpty else { throw Problem.invalid(field, .required) }
        guard values.count <= WebhookEvent.allCases.count else {
            throw Problem.invalid(field, .tooMany, ["maximum": String(WebhookEvent.allCases.count)])
        }
        let answers = values.enumerated().map { index, value in
            Form.answer {
                let field = "\(field)[\(index)]"
                let event = try Form.choice(try Form.text(value, field), field, of: WebhookEvent.self)
                guard WebhookEvent.allCases.contains(event) else { throw Problem.invalid(field, .notOneOf, choices) }
                return event
            }
        }
        let wanted = try Form.gather(all: answers)
        return WebhookEvent.allCases.filter(wanted.contains)
    }
}
