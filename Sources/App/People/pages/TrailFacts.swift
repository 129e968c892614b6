import Domain
import Foundation

/// What is noted of a deed besides who, when and about whom, in words where there are any: `Changed: last name`.
struct TrailFacts {
    let catalogue: Catalogue
    let dates: DateText

    /// Nil where nothing is noted.
    func words(of detail: String) -> String? {
        let value = try? JSONReader.value(in: Array(detail.utf8), .program)  // try? is fine: no object, no facts
        guard case .object(let facts) = value else { return nil }
        let pairs = facts.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
            guard case .text(let text) = value, !text.isEmpty else { return nil }
            return told(name, text)
        }
        return pairs.isEmpty ? nil : pairs.joined(separator: " · ")
    }

    private func told(_ name: String, _ text: String) -> String {
        switch text {
        case "true": label(name)
        case "false": label("not_\(name)")
        default: "\(label(name)): \(shown(name, text))"
        }
    }

    private func label(_ name: String) -> String {
        // In a catalogue `by` begins the forms of a phrase.
        sentence(of: ["page.trail.fact." + (name == "by" ? "by_what" : name)]) ?? name
    }

    /// Instants, days and the program's own words as people read them.
    private func shown(_ name: String, _ text: String) -> String {
        if name == "changed" {
            return text.split(separator: ",").map { field(String($0)) }.joined(separator: ", ")
        }
        if let day = LocalDate(text) { return dates.longDay(day) }
        if let instant = try? Timestamp.date(text, field: "") {  // try? is fine: what is no instant is shown as it is
            return dates.longMoment(instant)
        }
        let word = text.replacing(" ", with: "_")
        let places = ["page.trail.value.\(name)"] + Self.places[name, default: []]
        return sentence(of: places.map { "\($0).\(word)" }) ?? text
    }

    /// Where else there are words for what is noted.
    private static let places = [
        "from": ["page.booking_list.payment"], "status": ["page.booking_list.payment"],
        "kind": ["page.failures.job", "page.failures.mail"],
    ]

    /// `is_host:true` too.
    private func field(_ name: String) -> String {
        sentence(of: ["page.trail.field." + name.replacing(":", with: "_")]) ?? name
    }

    private func sentence(of keys: [String]) -> String? {
        keys.first(where: catalogue.has).map { catalogue.sentence($0) }
    }
}
