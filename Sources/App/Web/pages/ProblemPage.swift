import Domain
import HTTPTypes
import Hummingbird

extension Problem {
    /// The answer to a person who looks at a page: words, and the same status and `Retry-After` that a program gets.
    func page(_ templates: Templates, _ catalogue: Catalogue) -> Response {
        var lines = [catalogue.detail(of: self)]
        lines += fields.map { "\($0.name): \(catalogue.message(of: $0))" }
        let values: [String: Any] = [
            "language": catalogue.language, "title": catalogue.sentence("page.failed_title"), "lines": lines,
        ]
        var response = Response(.init(code: code.status), html: templates.render("pages/notice", values))
        response.headers[.cacheControl] = "no-store"
        if let retryAfterSeconds { response.headers[.retryAfter] = String(retryAfterSeconds) }
        return response.spoken(in: catalogue).varying(by: .acceptLanguage)
    }
}
