import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A service's times for a frame of another site. Only sites that an admin has named may show them, which browsers hold
/// by the policy (W3C, Content Security Policy, `frame-ancestors`). No cookie comes to a frame: what is chosen there
/// stands in its links, and the next step opens in a tab of its own.
struct EmbedPages: Sendable {
    let services: Services
    let pages: Pages
    let zones: ReaderZones
    let branding: PresentBranding
    let publicURL: String

    private static let schemes = ["light", "dark"]

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let scheme = query.text("scheme").flatMap { Self.schemes.contains($0) ? $0 : nil }
        let origins = branding.now.embedOrigins
        var response = try await answer(request, context, query, scheme, isAllowed: !origins.isEmpty)
        response.headers[.contentSecurityPolicy] = RouteGroup.embeds.policy(framedBy: origins)
        return response
    }

    private func answer(
        _ request: Request, _ context: AppContext, _ query: Query, _ scheme: String?, isAllowed: Bool
    ) async throws -> Response {
        let visit = PageVisit(request)
        let reader = try zones.zone(of: request, nil)
        let slug = context.parameters.get("slug") ?? ""
        do {
            let shown = try await services.month(AskedMonth(query), ofService: slug, in: reader.zone)
            guard isAllowed else {
                return pages.answer(EmbedPage(refusing: false, scheme: scheme, visit.catalogue), to: visit)
            }
            let view = MonthPicker.View(
                reader: reader, links: Self.links(shown.offering.service, reader, scheme),
                showsAllZones: query.text(ZoneLine.all) != nil, host: try ServicePages.host(of: shown.offering))
            return pages.answer(
                EmbedPage(shown, view, scheme: scheme, at: publicURL, visit.catalogue), to: visit)
        } catch let problem as Problem where problem.code == .notFound {
            let page = EmbedPage(refusing: true, scheme: scheme, visit.catalogue)
            return pages.answer(page, to: visit, after: problem)
        }
    }

    private static func links(_ service: Service, _ reader: ReaderZone, _ scheme: String?) -> PickerLinks {
        var zone: [(name: String, value: String)] = []
        if reader.isKnown { zone.append((ReaderZones.field, reader.zone.identifier)) }
        if reader.source == .found { zone.append((ReaderZones.mark, "1")) }
        let here = PagePath(
            path: "/embed/\(service.slug)", query: zone + (scheme.map { [("scheme", $0)] } ?? []))
        let step = PagePath(path: ServicePages.path(of: service) + "/you", query: zone)
        return PickerLinks(page: here, step: step, opensAnew: true)
    }
}
