import Domain
import Hummingbird

/// The language that somebody has chosen at the foot of a page, for this browser: a cookie. It stands above what the
/// browser wishes for by itself.
struct LanguageChoice: Sendable {
    let cookies: BrowserCookies

    /// Keeps the choice, and leads back to the page on which it was made.
    func choose(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["language", "next", FormGuard.field], context)
        let (language, next) = try Form.gather(
            form.need("language", Form.text, Self.spoken), form.may("next", Form.text))
        var response = Response.seeOther(next.flatMap(OwnPath.init)?.text ?? "/")
        cookies.set(.language, to: language, in: &response)
        return response
    }

    /// The code of a language that is spoken here.
    static func spoken(_ text: String, _ field: String) throws -> String {
        guard Catalogue.all[text] != nil else {
            throw Problem.invalid(field, .notOneOf, ["choices": Catalogue.all.keys.sorted().joined(separator: ", ")])
        }
        return text
    }
}

/// Reads the choice: whoever asks asks in that language, by `Accept-Language`. Groups of routes without cookies have
/// none.
struct ChosenLanguage {
    let cookies: BrowserCookies

    func told(by request: Request) -> Request {
        guard let chosen = cookies.values(of: request)[.language], Catalogue.all[chosen] != nil else { return request }
        var head = request.head
        head.headerFields[.acceptLanguage] = chosen
        return Request(head: head, body: request.body)
    }
}
