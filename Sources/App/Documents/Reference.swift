import Foundation
import Yams

/// The description of the API (OpenAPI 3.1) in its three forms: as written, as JSON, and as a page.
struct Reference: Sendable {
    let yaml: String
    let json: String
    let html: String

    /// Reads the description that is compiled in; it takes a few milliseconds, so it is done at the first question.
    static func make(templates: Templates) throws -> Reference {
        let yaml = EmbeddedFile.text("openapi.yaml")
        guard let document = try Yams.load(yaml: yaml) as? [String: Any] else { throw CatalogueError.empty }
        let json = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        let page = ReferencePage(document: document)
        return Reference(
            yaml: yaml, json: String(decoding: json, as: UTF8.self),
            html: templates.render("pages/reference", page.values))
    }
}
