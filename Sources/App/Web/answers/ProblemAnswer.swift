import Domain
import HTTPTypes
import Hummingbird

/// Problems as RFC 9457 `application/problem+json`.
extension Problem {
    /// The answer a person reads, in the language of `catalogue`.
    func response(_ catalogue: Catalogue) -> Response {
        let words = catalogue.words(of: self)
        let json = JSONText.object { json in
            json.field("type", "about:blank")
            json.field("title", words.title)
            json.field("status", code.status)
            json.field("detail", words.detail)
            json.field("code", code.rawValue)
            json.field("errors", each: words.fields) { json, field in
                json.object { json in
                    json.field("field", field.name)
                    json.field("message", field.message)
                }
            }
            if let bookingID { json.field("booking_id", bookingID) }
            if obstacle == .busyElsewhere { json.field("reason", "calendar") }
        }
        var response = Response(.init(code: code.status), json: json)
        response.headers[.contentType] = "application/problem+json"
        if code.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if let retryAfterSeconds { response.headers[.retryAfter] = String(retryAfterSeconds) }
        return response.spoken(in: catalogue).varying(by: .acceptLanguage)
    }
}
