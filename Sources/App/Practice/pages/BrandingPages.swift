import Domain
import Hummingbird

/// How the practice shows itself, in a browser: admins look at it and change it.
struct BrandingPages: Sendable {
    let branding: PracticeBranding
    let services: Services
    let pages: Pages
    let links: Links
    /// Of a branding, the HTML of a mail that the reader would get: mails stand above this room.
    let letter: @Sendable (Branding, User, Offering?, Catalogue) throws -> String

    static let path = DeskPlace.branding.path
    static let letterPath = path + "/mail"
    /// The page shows that mail in a frame, and nothing else may.
    private static let framing = RouteGroup.pages.policy(loading: ["frame-src": ["'self'"]])
    /// A mail brings its style along, and a browser is to do no more than draw it.
    private static let framed =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'self'; sandbox"

    /// A colour, a name and a foot in the query are only looked at, as the script does while they are typed.
    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let stored = try await branding.read()
        var visit = PageVisit(request, context.browser)
        let query = try Query(request)
        visit.notice = BrandingNotice.of(query.text("done"), visit.catalogue)
        let typed = try TypedBranding(stored, looking: Self.looks(query))
        return framing(BrandingPage(try await view(stored, typed, request), visit.catalogue), to: visit)
    }

    /// A mail as it would be sent; what cannot be meant looks as it is stored.
    func showLetter(_ request: Request, _ context: AdminPage) async throws -> Response {
        let stored = try await branding.read()
        var shown = stored
        do {
            shown = try TypedBranding(stored, looking: Self.looks(try Query(request))).read()
                .keepingTheRest(of: stored)
        } catch let problem as Problem where problem.code == .validationFailed {}
        let visit = PageVisit(request, context.browser)
        let offered = try await services.list(onlyActive: true).first
        let html = try letter(shown, context.admin, offered, visit.catalogue)
        var response = Response(text: html, type: "text/html; charset=utf-8").spoken(in: visit.catalogue)
        response.headers[.contentSecurityPolicy] = Self.framed
        return response
    }

    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let typed = try TypedBranding(context.sent)
        let visit = PageVisit(request, context.browser)
        do {
            let wanted = try typed.read()
            guard typed.isLook else {
                try await branding.change(by: context.admin) { $0 = wanted.keepingTheRest(of: $0) }
                return try NextPath(of: request).seen(else: BrandingNotice.saved.seen)
            }
        } catch let problem as Problem {
            var view = try await view(try await branding.read(), typed, request)
            view.problem = problem
            throw ToldError(problem, by: (BrandingPage(view, visit.catalogue), visit))
        }
        let view = try await view(try await branding.read(), typed, request)
        return framing(BrandingPage(view, visit.catalogue), to: visit)
    }

    private func framing(_ page: BrandingPage, to visit: PageVisit) -> Response {
        var response = pages.answer(page, to: visit)
        response.headers[.contentSecurityPolicy] = Self.framing
        return response
    }

    private static func looks(_ query: Query) -> [String: String] {
        Dictionary(uniqueKeysWithValues: TypedBranding.looks.compactMap { name in query.text(name).map { (name, $0) } })
    }

    /// The one form that carries a file. What it is, its bytes say.
    func setLogo(_ request: Request, _ context: AdminForm) async throws -> Response {
        do {
            let logo = try Logo(sent: context.sent.file)
            try await branding.change(by: context.admin) { $0.logo = logo }
            return BrandingNotice.logo.seen
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let stored = try await branding.read()
            var view = try await view(stored, try TypedBranding(stored), request)
            view.problem = problem
            throw ToldError(problem, by: (BrandingPage(view, visit.catalogue), visit))
        }
    }

    func removeLogo(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        try await branding.change(by: context.admin) { $0.logo = nil }
        return BrandingNotice.noLogo.seen
    }

    private func view(
        _ stored: Branding, _ typed: TypedBranding, _ request: Request
    ) async throws -> BrandingPage.View {
        BrandingPage.View(
            stored: stored, typed: typed, offered: try await services.list(onlyActive: true), links: links,
            next: try NextPath(of: request))
    }
}

extension Branding {
    /// With what has pages and forms of its own: the texts for the law, and the logo.
    fileprivate func keepingTheRest(of old: Branding) -> Branding {
        var kept = self
        (kept.version, kept.logo) = (old.version, old.logo)
        (kept.imprint, kept.privacy, kept.terms, kept.withdrawal) = (
            old.imprint, old.privacy, old.terms, old.withdrawal
        )
        return kept
    }
}

/// What has just been done with the branding.
enum BrandingNotice: String, DoneNotice {
    static let sentences = "page.branding.done"

    case saved, text, logo
    case noLogo = "no_logo"

    var seen: Response { seen(on: BrandingPages.path) }
}
