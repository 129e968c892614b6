import Foundation

/// The description of the API as data for its page.
struct ReferencePage {
    let values: [String: Any]

    private static let methods = ["get", "post", "put", "patch", "delete"]

    init(document: [String: Any]) {
        let info = document["info"] as? [String: Any] ?? [:]
        let paths = document["paths"] as? [String: Any] ?? [:]
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
        let resolve = { (value: Any) in Self.resolved(value, document) }
        let parameters = (shared + (operation["parameters"] as? [Any] ?? [])).map(resolve).map { parameter in
            [
                "name": parameter["name"] as? String ?? "", "place": parameter["in"] as? String ?? "",
                "description": (parameter["description"] as? String ?? "").trimmed,
                "required": parameter["required"] as? Bool ?? false,
            ] as [String: Any]
        }
        let body = operation["requestBody"].map(resolve) ?? [:]
        let answers = (operation["responses"] as? [String: Any] ?? [:]).sorted { $0.key < $1.key }.map { status, answer in
            let answer = resolve(answer)
            return [
                "status": status, "description": (answer["description"] as? String ?? "").trimmed,
                "example": example(answer, document),
            ] as [String: Any]
        }
        let id = operation["operationId"] as? String ?? path
        return [
            "tag": (operation["tags"] as? [String])?.first ?? "", "method": method.uppercased(), "path": path,
            "anchor": anchor(id), "summary": (operation["summary"] as? String ?? "").trimmed,
            "description": paragraphs(operation["description"]), "parameters": parameters,
            "hasParameters": !parameters.isEmpty, "request": example(body, document), "answers": answers,
        ]
    }

    /// The first example of a body, as indented JSON; empty where there is none.
    private static func example(_ body: [String: Any], _ document: [String: Any]) -> String {
        let content = body["content"] as? [String: Any] ?? [:]
        guard let media = content.sorted(by: { $0.key < $1.key }).first?.value as? [String: Any] else { return "" }
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
        guard let found else { return "" }
        if let text = found as? String { return text.trimmed }
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard JSONSerialization.isValidJSONObject(found),
            let data = try? JSONSerialization.data(withJSONObject: found, options: options)  // try? is fine: checked above
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
        (text as? String ?? "").split(separator: "\n\n").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func anchor(_ text: String) -> String {
        text.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
