import Foundation

/// The description of the API as data for its page.
struct ReferencePage {
    let values: [String: Any]

    private static let methods = ["get", "post", "put", "patch", "delete"]

    init(document: [String: Any]) {
        let info = document["info"] as? [String: Any] ?? [:]
        // What the server itself sends is shown like what it is asked.
        let sent = document["webhooks"] as? [String: Any] ?? [:]
        let paths = (document["paths"] as? [String: Any] ?? [:]).merging(sent) { asked, _ in asked }
        let tags = (document["tags"] as? [[String: Any]] ?? []).map { $0["name"] as? String ?? "" }
        let operations = paths.sorted { $0.key < $1.key }.flatMap { path, item -> [[String: Any]] in
            let item = item as? [String: Any] ?? [:]
            let shared = item["parameters"] as? [Any] ?? []
            return Self.methods.compactMap { method in
                guard let operation = item[method] as? [String: Any] else { return nil }
                return Self.operation(method, path, operation, shared: shared, document)
            }
        }
        let groups = tags.map { tag -> [String: Any] in
            let own = operations.filter { $0["tag"] as? String == tag }
            return ["tag": tag, "anchor": Self.anchor(tag), "operations": own]
        }.filter { !(($0["operations"] as? [Any]) ?? []).isEmpty }
        values = [
            "language": "en", "title": info["title"] as? String ?? "API", "version": info["version"] as? String ?? "",
            "description": Self.paragraphs(info["description"]), "groups": groups,
        ]
    }

    private static func operation(
        _ method: String, _ path: String, _ operation: [String: Any], shared: [Any], _ document: [String: Any]
    ) -> [String: Any] {
        let own = operation["parameters"] as? [Any] ?? []
        let parameters = (shared + own).map { Self.parameter(resolved($0, document)) }
        let responses = operation["responses"] as? [String: Any] ?? [:]
        let answers = responses.sorted { $0.key < $1.key }.map { status, answer -> [String: Any] in
            Self.answer(status, resolved(answer, document), document)
        }
        var values: [String: Any] = ["method": method.uppercased(), "path": path, "answers": answers]
        values["tag"] = (operation["tags"] as? [String])?.first ?? ""
        values["anchor"] = anchor(operation["operationId"] as? String ?? path)
        values["summary"] = plain(operation["summary"])
        values["description"] = paragraphs(operation["description"])
        values["parameters"] = parameters
        values["hasParameters"] = !parameters.isEmpty
        if let body = operation["requestBody"] { values["request"] = example(resolved(body, document), document) }
        return values
    }

    private static func parameter(_ parameter: [String: Any]) -> [String: Any] {
        [
            "name": parameter["name"] as? String ?? "", "place": parameter["in"] as? String ?? "",
            "description": plain(parameter["description"]), "required": parameter["required"] as? Bool ?? false,
        ]
    }

    private static func answer(
        _ status: String, _ answer: [String: Any], _ document: [String: Any]
    ) -> [String: Any] {
        var values: [String: Any] = ["status": status, "description": plain(answer["description"])]
        // An absent key counts as false in a template; an empty text would not.
        values["example"] = example(answer, document)
        return values
    }

    /// The first example of a body, as indented JSON.
    private static func example(_ body: [String: Any], _ document: [String: Any]) -> String? {
        let content = body["content"] as? [String: Any] ?? [:]
        guard let media = content.sorted(by: { $0.key < $1.key }).first?.value as? [String: Any] else { return nil }
        var found = media["example"]
        if found == nil, let examples = media["examples"] as? [String: Any],
            let first = examples.sorted(by: { $0.key < $1.key }).first
        {
            found = resolved(first.value, document)["value"]
        }
        if found == nil, let schema = media["schema"] {
            let schema = resolved(schema, document)
            found = schema["example"] ?? (schema["examples"] as? [Any])?.first
        }
        guard let found else { return nil }
        if let text = found as? String { return text }
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard JSONSerialization.isValidJSONObject(found),
            let data = try? JSONSerialization.data(withJSONObject: found, options: options)  // try? is fine: checked
        else { return "\(found)" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Follows `$ref` within the document.
    private static func resolved(_ value: Any, _ document: [String: Any]) -> [String: Any] {
        guard let object = value as? [String: Any] else { return [:] }
        guard let reference = object["$ref"] as? String, reference.hasPrefix("#/") else { return object }
        var found: Any = document
        for key in reference.dropFirst(2).split(separator: "/") {
            found = (found as? [String: Any])?[String(key)] ?? [:]
        }
        return found as? [String: Any] ?? [:]
    }

    private static func paragraphs(_ text: Any?) -> [String] {
        (text as? String ?? "").split(separator: "\n\n").map { plain(String($0)) }.filter { !$0.isEmpty }
    }

    /// Without the signs of Markdown, which a plain page does not show.
    private static func plain(_ text: Any?) -> String {
        (text as? String ?? "").trimmingCharacters(in: .whitespacesAndNewlines).replacing("`", with: "")
    }

    private static func anchor(_ text: String) -> String {
        text.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    }
}
