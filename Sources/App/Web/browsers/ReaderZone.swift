import Domain
import Foundation
import Hummingbird

/// The zone in which a reader is shown times, and from where it is known.
struct ReaderZone: Sendable {
    enum Source: String, Sendable {
        /// What the reader has chosen on a page stands above all.
        case chosen
        /// Of the account, where somebody is signed in.
        case account
        /// What the reader's browser said of itself.
        case found
        /// Nothing is known of the reader.
        case practice
    }

    let zone: Zone
    let source: Source

    var isKnown: Bool { source != .practice }
}

/// Finds out in which zone a reader is, and keeps in a cookie what they choose.
struct ReaderZones: Sendable {
    /// The name of the zone in a page's query, and what marks one that a script has found.
    static let (field, mark) = ("time_zone", "found")
    private static let mostBytes = 100
    /// What a browser says that does not know where it is, though ZoneLinks takes it for UTC.
    private static let unknown = "Etc/Unknown"

    let cookies: BrowserCookies
    /// Of the practice, for whoever is not known.
    let practice: PracticeZone

    /// `person` is who is signed in. A zone in the query is the newest choice.
    func zone(of request: Request, _ person: User?) throws -> ReaderZone {
        if let asked = Self.asked(request) { return asked }
        let kept = cookies.values(of: request)[.zone].flatMap(Self.kept)
        if let kept, kept.source == .chosen { return kept }
        if let person { return ReaderZone(zone: try Zone.stored(person.timeZone), source: .account) }
        return try kept ?? ReaderZone(zone: Zone.stored(practice.now), source: .practice)
    }

    /// Keeps the zone in this browser where the request chose it.
    func keep(_ request: Request, in response: inout Response) {
        guard let asked = Self.asked(request) else { return }
        let mark = asked.source == .found ? "\(Self.mark):" : ""
        cookies.set(.zone, to: mark + asked.zone.identifier, in: &response)
    }

    /// What the query names; a name that nobody knows is none.
    private static func asked(_ request: Request) -> ReaderZone? {
        let query = try? Query(request)  // try? is fine: what cannot be read names no zone
        guard let query, let name = query.zone(field) else { return nil }
        return known(name, query.text(mark) == nil ? .chosen : .found)
    }

    private static func kept(_ text: String) -> ReaderZone? {
        text.hasPrefix("\(mark):") ? known(String(text.dropFirst(mark.utf8.count + 1)), .found) : known(text, .chosen)
    }

    private static func known(_ name: String, _ source: ReaderZone.Source) -> ReaderZone? {
        guard name.utf8.count <= mostBytes, name != unknown else { return nil }
        let zone = try? Zone.known(name)  // try? is fine: as above
        return zone.flatMap { $0 }.map { ReaderZone(zone: $0, source: source) }
    }
}
