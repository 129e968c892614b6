import Domain
import Hummingbird

/// How the practice shows itself, in a browser: admins look at it and change it.
struct BrandingPages: Sendable {
    let branding: PracticeBranding
    let services: Services
    let pages: Pages
    let links: Links

    static let path = DeskPlace.branding.path

    /// A colour in the query is only looked at, as the script does while one is chosen.
    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let stored = try await branding.read()
        var visit = PageVisit(request, context.browser)
        let query = try Query(request)
        visit.notice = BrandingNotice.of(query.text("done"), visit.catalogue)
        let typed = try TypedBranding(stored, accent: query.text("accent"))
        return pages.answer(BrandingPage(try await view(stored, typed), visit.catalogue), to: visit)
    }

    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let typed = try TypedBranding(context.sent)
        let visit = PageVisit(request, context.browser)
        do {
            let wanted = try typed.read()
            guard typed.isLook else {
                try await branding.change(by: context.admin) { $0 = wanted.keepingTheRest(of: $0) }
                return BrandingNotice.saved.seen
            }
        } catch let problem as Problem {
            var view = try await view(try await branding.read(), typed)
            view.problem = problem
            throw ToldError(problem, by: (BrandingPage(view, visit.catalogue), visit))
        }
        let view = try await view(try await branding.read(), typed)
        return pages.answer(BrandingPage(view, visit.catalogue), to: visit)
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
            var view = try await view(stored, try TypedBranding(stored))
            view.problem = problem
            throw ToldError(problem, by: (BrandingPage(view, visit.catalogue), visit))
        }
    }

    func removeLogo(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        try await branding.change(by: context.admin) { $0.logo = nil }
        return BrandingNotice.noLogo.seen
    }

    private func view(_ stored: Branding, _ typed: TypedBranding) async throws -> BrandingPage.View {
        BrandingPage.View(
            stored: stored, typed: typed, offered: try await services.list(onlyActive: true), links: links)
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
