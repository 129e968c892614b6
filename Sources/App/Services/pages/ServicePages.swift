import Domain
import Foundation
import Hummingbird

/// What can be booked, for everybody: the practice's home, and each service with its free times.
struct ServicePages: Sendable {
    let services: Services
    let pages: Pages
    let zones: ReaderZones
    let branding: PresentBranding

    /// Where a service is booked.
    static func path(of service: Service) -> String { "/book/\(service.slug)" }

    /// All services; where there is one alone, at once its own page.
    func home(_ request: Request, _ context: AppContext) async throws -> Response {
        let services = try await services.soonest()
        if services.count == 1 { return .seeOther(Self.path(of: services[0].offering.service)) }
        let visit = PageVisit(request, context)
        let page = HomePage(
            services, for: try zones.zone(of: request, context.browser?.person?.user), at: self.services.now(),
            showsAllZones: try Query(request).text(ZoneLine.all) != nil, address: branding.now.address,
            visit.catalogue)
        var response = pages.answer(page, to: visit)
        zones.keep(request, in: &response)
        return response
    }

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let person = context.browser?.person?.user
        let reader = try zones.zone(of: request, person)
        let slug = context.parameters.get("slug") ?? ""
        let shown = try await services.month(AskedMonth(query), ofService: slug, in: reader.zone)
        let path = Self.path(of: shown.offering.service)
        // Whoever is signed in need not say who they are.
        let step = PagePath(path: path + (person == nil ? "/you" : "/confirm"))
        let view = MonthPicker.View(
            reader: reader, links: PickerLinks(page: PagePath(path: path), step: step),
            showsAllZones: query.text(ZoneLine.all) != nil, host: try Self.host(of: shown.offering))
        let visit = PageVisit(request, context)
        var response = pages.answer(ServicePage(shown, view, visit.catalogue), to: visit)
        zones.keep(request, in: &response)
        return response
    }

    /// Who works, and in which zone.
    static func host(of offering: Offering) throws -> (name: String, zone: Zone) {
        (offering.host.name, try Zone.stored(offering.zoneIdentifier))
    }
}
