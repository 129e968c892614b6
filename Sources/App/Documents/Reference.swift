import Foundation
import Yams

/// The description of the API (OpenAPI 3.1) in its three forms: as written, as JSON, and as a page; and the
/// documents beside it.
struct Reference: Sendable {
    let yaml: StaticText
    let json: StaticText
    let html: StaticText
    /// The documents beside it.
    let guides: [Guide: StaticText]

    /// Reads the description that is compiled in; it takes a few milliseconds, so it is done at the first question.
    static func make(_ pages: Pages) throws -> Reference {
        let yaml = EmbeddedFile.text("openapi.yaml")
        guard let document = try Yams.load(yaml: yaml) as? [String: Any] else { throw CatalogueError.empty }
        let json = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        let page = ReferenceText(document: document).page
        let guides = Guide.allCases.map { guide in
            (guide, StaticText(GuidePage.html(guide, pages), type: "text/html; charset=utf-8"))
        }
        return Reference(
            yaml: StaticText(yaml, type: "application/yaml"),
            json: StaticText(String(decoding: json, as: UTF8.self), type: "application/json"),
            html: StaticText(
                pages.html(page, for: PageVisit(.english, knowsWho: false)), type: "text/html; charset=utf-8"),
            guides: Dictionary(uniqueKeysWithValues: guides))
    }
}
