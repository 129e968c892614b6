import Domain
import Foundation
import Hummingbird

/// What can be booked, for everybody: the practice's home, and each service with its free times.
struct ServicePages: Sendable {
    let services: Services
    let pages: Pages
    let zones: ReaderZones
    let branding: PresentBranding
    private let caches = PageCaches()

    init(services: Services, pages: Pages, zones: ReaderZones, branding: PresentBranding) {
        (self.services, self.pages, self.zones, self.branding) = (services, pages, zones, branding)
    }

    /// Where a service is booked.
    static func path(of service: Service) -> String { "/book/\(service.slug)" }

    /// All services; where there is one alone, at once its own page.
    func home(_ request: Request, _ context: AppContext) async throws -> Response {
        let visit = PageVisit(request, context)
        let reader = try zones.zone(of: request, context.browser?.person?.user)
        let question = PageCaches.Question(visit, HomePage.self, pages, reader)
        let found = try await services.soonest { [caches] offerings, states, now in
            question.flatMap { caches.homes.answer(to: $0.with(offerings), state: states, now: now) }
        }
        let fresh: SoonestOfferings
        switch found {
        case .remembered(let text): return keeping(request, pages.answer(text, to: visit))
        case .fresh(let offerings): fresh = offerings
        }
        if fresh.list.count == 1 { return .seeOther(Self.path(of: fresh.list[0].offering.service)) }
        let page = HomePage(
            fresh.list, for: reader, at: fresh.madeAt,
            showsAllZones: try Query(request).text(ZoneLine.all) != nil, address: branding.now.address,
            visit.catalogue)
        let text = pages.text(page, for: visit)
        if let question {
            caches.homes.remember(
                text, for: question.with(fresh.list.map(\.offering)), state: fresh.states, madeAt: fresh.madeAt,
                lapsesAt: fresh.lapsesAt)
        }
        return keeping(request, pages.answer(text, to: visit))
    }

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let visit = PageVisit(request, context)
        let person = context.browser?.person?.user
        let reader = try zones.zone(of: request, person)
        let question = PageCaches.Question(visit, ServicePage.self, pages, reader)
        let query = try Query(request)
        let slug = context.parameters.get("slug") ?? ""
        let found = try await services.month(AskedMonth(query), ofService: slug, in: reader.zone) {
            [caches] offering, state, now in
            question.flatMap { caches.services.answer(to: $0.with([offering]), state: state, now: now) }
        }
        switch found {
        case .remembered(let text): return keeping(request, pages.answer(text, to: visit))
        case .fresh(let shown):
            let view = try view(of: shown.offering, reader, query, isSignedIn: person != nil)
            let text = pages.text(ServicePage(shown, view, visit.catalogue), for: visit)
            if let question {
                caches.services.remember(
                    text, for: question.with([shown.offering]), state: shown.state, madeAt: shown.month.now,
                    lapsesAt: shown.month.lapsesAt)
            }
            return keeping(request, pages.answer(text, to: visit))
        }
    }

    private func view(
        of offering: Offering, _ reader: ReaderZone, _ query: Query, isSignedIn: Bool
    ) throws -> MonthPicker.View {
        let path = Self.path(of: offering.service)
        // Whoever is signed in need not say who they are.
        let step = PagePath(path: path + (isSignedIn ? "/confirm" : "/you"))
        return MonthPicker.View(
            reader: reader, links: PickerLinks(page: PagePath(path: path), step: step),
            showsAllZones: query.text(ZoneLine.all) != nil, host: try Self.host(of: offering))
    }

    /// The answer, with the zone kept that the request has chosen.
    private func keeping(_ request: Request, _ response: Response) -> Response {
        var response = response
        zones.keep(request, in: &response)
        return response
    }

    /// Who works, and in which zone.
    static func host(of offering: Offering) throws -> (name: String, zone: Zone) {
        (offering.host.name, try Zone.stored(offering.zoneIdentifier))
    }
}
