import Domain
import Foundation

/// The practice's home: what can be booked, with whom, at what price, and when next.
struct HomePage: Page {
    static let template = "pages/home"
    let title: String
    let heading: String
    let line: String
    let facts: [SlipFact]
    let services: [Entry]
    /// In which the times are.
    let zone: ZoneLine
    /// Where nothing can be booked.
    let nothing: String?
    /// The practice's address, where nothing can be booked and it is known.
    let address: String?

    struct Entry: PageValues {
        let href: String
        let name: String
        let about: String?
        let length: String
        let host: String
        let price: String
        let soon: Soon?
        let noTime: String?
    }

    /// The first free time.
    struct Soon: PageValues {
        let label: String
        let instant: String
        let text: String
    }
}

extension HomePage {
    private static let room = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"

    init(
        _ services: [SoonestOffering], for reader: ReaderZone, at now: Date, showsAllZones: Bool, address: String?,
        _ catalogue: Catalogue
    ) {
        func say(_ key: String) -> String { catalogue.sentence("page.home.\(key)") }
        (title, heading, line) = (say("title"), say("heading"), say("line"))
        facts = [("clock", SlipFact.clock), ("money", SlipFact.money), ("room", Self.room)].map { key, icon in
            SlipFact(icon: icon, words: say("fact.\(key)"))
        }
        self.services = services.map { Entry($0, in: reader.zone, catalogue) }
        zone = ZoneLine(
            reader, at: services.compactMap(\.next).min() ?? now, on: PagePath(path: "/"), showsAll: showsAllZones,
            host: nil, catalogue)
        nothing = services.isEmpty ? say("nothing") : nil
        self.address = services.isEmpty ? address : nil
    }
}

extension HomePage.Entry {
    fileprivate init(_ soonest: SoonestOffering, in zone: Zone, _ catalogue: Catalogue) {
        let service = soonest.offering.service
        href = ServicePages.path(of: service)
        name = service.title
        about = service.description
        let minutes = catalogue.sentence("duration.minutes", ["minutes": String(service.duration)])
        length = catalogue.sentence("page.home.with", ["length": minutes])
        host = soonest.offering.host.name
        price = Slip.price(of: service, catalogue)
        let text = DateText(catalogue: catalogue, zone: zone)
        soon = soonest.next.map { start in
            .init(
                label: catalogue.sentence("page.home.next"), instant: Timestamp.text(start),
                text: "\(text.shortDay(text.date(of: start))), \(text.onlyTime(of: start))")
        }
        noTime = soonest.next == nil ? catalogue.sentence("page.home.no_time") : nil
    }
}
