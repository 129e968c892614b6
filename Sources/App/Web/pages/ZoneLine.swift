import Domain
import Foundation

/// In which zone the times of a page are, with a form by which the reader takes another one.
struct ZoneLine: PageValues {
    /// Says that nothing is known of the reader; nil where something is.
    let unknown: String?
    /// What stands before the zone's name, and after it.
    let before: String
    let name: String
    let after: String
    /// In which zone the host works, where that is another one.
    let elsewhere: String?
    /// What opens the form, and what is added for those who hear it.
    let change: String
    let changeWhat: String
    let isOpen: Bool
    let action: String
    /// The zone's identifier, and whether somebody has chosen it: a script then looks for none.
    let identifier: String
    let isChosen: Bool
    let hidden: [HiddenField]
    let label: String
    let options: [FormChoice.Option]
    let button: String
    /// Leads to the form with all zones there are.
    let allZones: SlipLink?

    struct HiddenField: PageValues {
        let name: String
        let value: String
    }
}

extension ZoneLine {
    /// The name in a page's query that asks for all zones.
    static let all = "zones"

    /// On a page whose query holds `kept` besides; `host` is who works, and in which zone.
    init(
        _ reader: ReaderZone, at instant: Date, on path: PagePath, showsAll: Bool, host: (name: String, zone: Zone)?,
        _ catalogue: Catalogue
    ) {
        func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
            catalogue.sentence("page.zone.\(key)", arguments)
        }
        let called = ZoneText(reader.zone, at: instant, catalogue)
        unknown = reader.isKnown ? nil : say("unknown")
        before = say("before")
        name = called.name
        after = called.detail.map { " (\($0))." } ?? "."
        elsewhere = host.flatMap { host in
            guard host.zone.offset(at: instant) != reader.zone.offset(at: instant) else { return nil }
            let there = ZoneText(host.zone, at: instant, catalogue)
            return say("host", ["host": host.name, "zone": there.name, "offset": there.detail ?? there.offset])
        }
        (change, changeWhat) = (say("change"), say("change_what"))
        isOpen = showsAll
        action = path.path
        identifier = reader.zone.identifier
        isChosen = reader.isKnown
        hidden = path.query.filter { ![ReaderZones.field, ReaderZones.mark].contains($0.name) }.map {
            HiddenField(name: $0.name, value: $0.value)
        }
        label = say("label")
        options =
            showsAll
            ? ZoneChoice.options(reader.zone.identifier)
            : ZoneChoice.commonOptions(reader.zone, at: instant, catalogue)
        button = say("button")
        allZones = showsAll ? nil : SlipLink(href: path.adding([(Self.all, "all")], to: "zones").text, text: say("all"))
    }
}

/// The address of a page of ours, with the query that it carries along.
struct PagePath: Sendable {
    let path: String
    var query: [(name: String, value: String)] = []
    var fragment: String?

    /// With more in its query, and another place on the page.
    func adding(_ more: [(name: String, value: String)], to fragment: String? = nil) -> PagePath {
        PagePath(path: path, query: query + more, fragment: fragment)
    }

    /// Names and values in form: what has a meaning in a query is encoded.
    var text: String {
        let pairs = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return path + (pairs.isEmpty ? "" : "?\(pairs)") + (fragment.map { "#\($0)" } ?? "")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: ":"), UInt8(ascii: "/"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
    }
}
