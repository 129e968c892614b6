import App
import Foundation
import Yams

/// The description of the API (OpenAPI 3.1), read so that answers can be held against it.
struct APIDescription {
    private let root: [String: Any]

    init() throws {
        root = try Yams.load(yaml: EmbeddedFile.text("openapi.yaml")) as? [String: Any] ?? [:]
    }

    /// `GET /api/bookings/:id` for each operation, with its description.
    var operations: [String: [String: Any]] {
        var operations: [String: [String: Any]] = [:]
        for (path, item) in root["paths"] as? [String: Any] ?? [:] {
            for (method, operation) in item as? [String: Any] ?? [:] where method != "parameters" {
                let route = method.uppercased() + " " + path.replacing(/\{(\w+)\}/) { ":\($0.output.1)" }
                operations[route] = operation as? [String: Any] ?? [:]
            }
        }
        return operations
    }

    /// The names that the query of an operation may have.
    func queryNames(_ route: String) -> Set<String> {
        let parameters = operations[route]?["parameters"] as? [Any] ?? []
        return Set(
            parameters.map(resolved).filter { $0["in"] as? String == "query" }.compactMap { $0["name"] as? String })
    }

    func schema(named name: String) -> [String: Any] { resolved(["$ref": "#/components/schemas/\(name)"]) }

    /// The schema of the JSON that an operation answers with a status, or `default`.
    func answer(_ route: String, _ status: Int) -> [String: Any]? {
        let responses = operations[route]?["responses"] as? [String: Any] ?? [:]
        return json(responses[String(status)] ?? responses["default"])
    }

    /// The schema of the JSON that an operation takes.
    func request(_ route: String) -> [String: Any]? { json(operations[route]?["requestBody"]) }

    /// The statuses of success for which JSON is described.
    func jsonSuccesses(_ route: String) -> [Int] {
        let responses = operations[route]?["responses"] as? [String: Any] ?? [:]
        return responses.keys.compactMap(Int.init).filter { $0 < 300 && json(responses[String($0)]) != nil }
    }

    private func json(_ described: Any?) -> [String: Any]? {
        guard let described else { return nil }
        let content = resolved(described)["content"] as? [String: Any] ?? [:]
        let media = content["application/json"] ?? content["application/problem+json"]
        return (media as? [String: Any])?["schema"].map(resolved)
    }

    /// Follows `$ref`, and folds `allOf` into one schema and `anyOf`, which is one thing or null, into another.
    func resolved(_ value: Any) -> [String: Any] {
        guard var schema = value as? [String: Any] else { return [:] }
        if let reference = schema["$ref"] as? String {
            var found: Any = root
            for key in reference.dropFirst(2).split(separator: "/") {
                found = (found as? [String: Any])?[String(key)] ?? [:]
            }
            schema["$ref"] = nil
            schema = resolved(found).merging(schema) { _, own in own }
        }
        // Beside properties it says which of them must be there.
        if schema["properties"] == nil, let either = (schema["anyOf"] as? [Any])?.map(resolved) {
            var whole = either.first { Self.types(of: $0) != ["null"] } ?? [:]
            whole["type"] = either.flatMap(Self.types)
            return whole
        }
        guard let parts = schema["allOf"] as? [Any] else { return schema }
        var properties: [String: Any] = [:]
        var required: [String] = []
        for part in parts.map(resolved) {
            properties.merge(part["properties"] as? [String: Any] ?? [:]) { first, _ in first }
            required += part["required"] as? [String] ?? []
        }
        return ["type": "object", "properties": properties, "required": required]
    }

    /// What differs between JSON and its schema, in both directions: a field without a description, a description
    /// without a field, another type, a value that is none of those listed or that a pattern does not let through.
    func faults(_ value: JSONValue, _ schema: [String: Any], at path: String) -> [String] {
        guard !schema.isEmpty else { return ["\(path): no schema"] }
        var faults = typeFaults(value, schema, path)
        switch value {
        case .object(let fields):
            guard let properties = schema["properties"] as? [String: Any] else { break }
            let described = Set(properties.keys)
            faults += Set(fields.keys).subtracting(described).map { "\(path).\($0) is not described" }
            faults += described.subtracting(fields.keys).map { "\(path).\($0) is described and not answered" }
            let required = Set(schema["required"] as? [String] ?? [])
            faults += described.subtracting(required).map { "\(path).\($0) is always answered but not required" }
            for (name, field) in fields {
                guard let property = properties[name] else { continue }
                faults += self.faults(field, resolved(property), at: "\(path).\(name)")
            }
        case .array(let items):
            let item = schema["items"].map(resolved) ?? [:]
            for (index, element) in items.enumerated() { faults += self.faults(element, item, at: "\(path)[\(index)]") }
        case .text(let text):
            if let pattern = schema["pattern"] as? String, let regex = try? Regex(pattern),
                text.firstMatch(of: regex) == nil
            {
                faults.append("\(path): “\(text)” is not of the form \(pattern)")
            }
            if let choices = schema["enum"] as? [Any], !choices.contains(where: { $0 as? String == text }) {
                faults.append("\(path): “\(text)” is none of \(choices)")
            }
        default: break
        }
        return faults
    }

    private static func types(of schema: [String: Any]) -> [String] {
        (schema["type"] as? [Any] ?? [schema["type"] as Any]).compactMap { type -> String? in
            // Yams reads an unquoted null as no value at all.
            type as? String ?? (type is NSNull ? "null" : nil)
        }
    }

    private func typeFaults(_ value: JSONValue, _ schema: [String: Any], _ path: String) -> [String] {
        let types = Self.types(of: schema)
        let actual: [String] =
            switch value {
            case .null: ["null"]
            case .flag: ["boolean"]
            case .number(let number): number.isWhole ? ["integer", "number"] : ["number"]
            case .text, .typed: ["string"]
            case .array: ["array"]
            case .object: ["object"]
            }
        return types.contains(where: actual.contains) ? [] : ["\(path) is \(actual[0]), not \(types)"]
    }
}

extension Decimal {
    fileprivate var isWhole: Bool { Int64("\(self)") != nil }
}
