import Hummingbird

/// Who looks at a page, in whose words.
struct PageVisit: Sendable {
    let catalogue: Catalogue
    /// Whether another `Accept-Language` would have brought other words.
    let asksForLanguage: Bool

    /// In these words, whatever the browser wishes for, unless they are said to follow its wish.
    init(_ catalogue: Catalogue, asksForLanguage: Bool = false) {
        self.catalogue = catalogue
        self.asksForLanguage = asksForLanguage
    }

    /// In the language that the browser wishes for, else in that of the person, where it is known.
    init(_ request: Request, else locale: String? = nil) {
        catalogue = Catalogue.of(accepting: request.headers[.acceptLanguage], else: locale)
        asksForLanguage = true
    }
}
