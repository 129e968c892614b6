import Hummingbird

/// Who looks at a page, in whose words, and what the frame tells them besides.
struct PageVisit: Sendable {
    let catalogue: Catalogue
    /// Whether another `Accept-Language` would have brought other words.
    let asksForLanguage: Bool
    /// False where no cookies come, so that nobody can tell: the frame then says nothing of signing in.
    let knowsWho: Bool
    /// Where the page is; nil for an answer to a form, which cannot be asked for again.
    var path: OwnPath?
    /// The name of whoever is signed in; nil where nobody is.
    var person: String?
    /// The rights of whoever runs the practice or gives consultations; nil for all others.
    var staff: Staff?
    /// What the rail counts for them.
    var counts: DeskCounts?
    /// What the forms of this visit carry, so that no other site can send one (`{{> pages/csrf}}`); nil where there is
    /// no session that could be misused.
    var csrfToken: String?
    /// What has just been done.
    var notice: Notice?

    /// What a host or an admin may see.
    struct Staff: Sendable {
        let isAdmin: Bool
    }

    /// In these words, whatever the browser wishes for, unless they are said to follow its wish.
    init(_ catalogue: Catalogue, asksForLanguage: Bool = false, knowsWho: Bool = true) {
        self.catalogue = catalogue
        self.asksForLanguage = asksForLanguage
        self.knowsWho = knowsWho
    }

    /// Where a page is that was only asked for.
    static func path(of request: Request) -> OwnPath? {
        request.method == .get || request.method == .head ? OwnPath(request.uri.string) : nil
    }

    /// In the language that the browser wishes for, else in that of the person, where it is known.
    init(_ request: Request, else locale: String? = nil) {
        self.init(Catalogue.of(accepting: request.headers[.acceptLanguage], else: locale), asksForLanguage: true)
        path = Self.path(of: request)
    }
}
