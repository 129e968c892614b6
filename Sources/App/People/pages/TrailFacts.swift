import Domain
import Foundation

/// What is noted of a deed besides who, when and about whom, in words where there are any: `Changed: last_name`.
struct TrailFacts {
    let catalogue: Catalogue
    let dates: DateText

    /// Nil where nothing is noted.
    func words(of detail: String) -> String? {
        let value = try? JSONReader.value(in: Array(detail.utf8), .program)  // try? is fine: no object, no facts
        guard case .object(let facts) = value else { return nil }
        let pairs = facts.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
            guard case .text(let text) = value, !text.isEmpty else { return nil }
            return "\(label(name)): \(shown(text))"
        }
        return pairs.isEmpty ? nil : pairs.joined(separator: " · ")
    }

    private func label(_ name: String) -> String {
        let key = "page.trail.fact.\(name)"
        return catalogue.has(key) ? catalogue.sentence(key) : name
    }

    /// Instants and days as people read them.
    private func shown(_ text: String) -> String {
        if let day = LocalDate(text) { return dates.longDay(day) }
        if let instant = try? Timestamp.date(text, field: "") {  // try? is fine: what is no instant is shown as it is
            return dates.longDay(dates.date(of: instant)) + ", " + dates.time(of: instant)
        }
        return text
    }
}
