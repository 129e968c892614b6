import Foundation

/// The document that describes the API, read for its page.
struct ReferenceText {
    let document: [String: Any]

    private static let methods = ["get", "post", "put", "patch", "delete"]

    var page: ReferencePage {
        let info = document["info"] as? [String: Any] ?? [:]
        let tags = (document["tags"] as? [[String: Any]] ?? []).map { $0["name"] as? String ?? "" }
        let operations = operations
        let groups = tags.map { tag in
            ReferencePage.Group(
                tag: tag, anchor: Self.anchor(tag), operations: operations.filter { $0.tag == tag }.map(\.operation))
        }
        return ReferencePage(
            ways: GuideLinks(on: nil), title: info["title"] as? String ?? "API",
            version: info["version"] as? String ?? "",
            description: Self.paragraphs(info["description"]), groups: groups.filter { !$0.operations.isEmpty })
    }

    private var operations: [(tag: String, operation: ReferencePage.Operation)] {
        // What the server itself sends is shown like what it is asked.
        let sent = document["webhooks"] as? [String: Any] ?? [:]
        let paths = (document["paths"] as? [String: Any] ?? [:]).merging(sent) { asked, _ in asked }
        return paths.sorted { $0.key < $1.key }.flatMap {
            path, item -> [(tag: String, operation: ReferencePage.Operation)] in
            let item = item as? [String: Any] ?? [:]
            return Self.methods.compactMap { method in
                guard let described = item[method] as? [String: Any] else { return nil }
                let shared = item["parameters"] as? [Any] ?? []
                let isSent = sent[path] != nil
                return (
                    (described["tags"] as? [String])?.first ?? "",
                    operation(method, path, described, shared: shared, isSent: isSent)
                )
            }
        }
    }

    private func operation(
        _ method: String, _ path: String, _ described: [String: Any], shared: [Any], isSent: Bool
    ) -> ReferencePage.Operation {
        let parameters = (shared + (described["parameters"] as? [Any] ?? [])).map { parameter(resolved($0)) }
        let responses = described["responses"] as? [String: Any] ?? [:]
        let body = described["requestBody"].flatMap { example(resolved($0)) }
        let needed = described["security"] as? [Any] ?? document["security"] as? [Any] ?? []
        let asked = RequestExample(
            method: method.uppercased(), path: path, needsToken: !needed.isEmpty,
            body: described["requestBody"] == nil ? nil : body)
        return ReferencePage.Operation(
            anchor: Self.anchor(described["operationId"] as? String ?? path), method: method.uppercased(), path: path,
            summary: Self.plain(described["summary"]), description: Self.paragraphs(described["description"]),
            hasParameters: !parameters.isEmpty, parameters: parameters,
            request: body, curl: isSent ? nil : asked.curl, javaScript: isSent ? nil : asked.javaScript,
            answers: responses.sorted { $0.key < $1.key }.map { status, answer in
                let answer = resolved(answer)
                return .init(
                    status: status, description: Self.plain(answer["description"]), example: example(answer))
            })
    }

    private func parameter(_ parameter: [String: Any]) -> ReferencePage.Parameter {
        .init(
            name: parameter["name"] as? String ?? "", required: parameter["required"] as? Bool ?? false,
            place: parameter["in"] as? String ?? "", description: Self.plain(parameter["description"]))
    }

    /// The first example of a body, as indented JSON.
    private func example(_ body: [String: Any]) -> String? {
        let content = body["content"] as? [String: Any] ?? [:]
        guard let media = content.sorted(by: { $0.key < $1.key }).first?.value as? [String: Any] else { return nil }
        var found = media["example"]
        if found == nil, let examples = media["examples"] as? [String: Any],
            let first = examples.sorted(by: { $0.key < $1.key }).first
        {
            found = resolved(first.value)["value"]
        }
        if found == nil, let schema = media["schema"] {
            let schema = resolved(schema)
            found = schema["example"] ?? (schema["examples"] as? [Any])?.first
        }
        return found.map(Self.indented)
    }

    private static func indented(_ example: Any) -> String {
        if let text = example as? String { return text }
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard JSONSerialization.isValidJSONObject(example),
            let data = try? JSONSerialization.data(withJSONObject: example, options: options)  // try? is fine: checked
        else { return "\(example)" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Follows `$ref` within the document.
    private func resolved(_ value: Any) -> [String: Any] {
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
