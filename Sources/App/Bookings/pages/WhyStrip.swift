import Domain
import Foundation

/// The day in one line, as a picture: from the first hour in which the host works to the last.
struct WhyStrip: PageValues {
    /// In minutes, as all widths here.
    let width: Int
    let parts: [Part]
    /// What the clock shows at even distances, the ends included.
    let hours: [String]
    let legend: [Tone]

    struct Part: PageValues {
        let from: Int
        let length: Int
        /// A class of the style sheet.
        let kind: String
    }

    /// A pill that says what a colour means.
    struct Tone: PageValues {
        let tone: String?
        let text: String
    }
}

extension WhyStrip {
    /// Of so many hours at most each is named.
    private static let mostHours = 12

    /// Nil where the host does not work at all.
    init?(_ day: ExplainedDay, _ words: Catalogue) {
        let starts = day.starts.filter { $0.reason != .closed }
        guard let first = starts.first, let last = starts.last else { return nil }
        let begin = Self.fullHour(first.slot.start, in: day.zone)
        let step = day.offering.service.rules.slotStep
        let end = Self.fullHour(last.slot.start + Double(step * 60 + 3_599), in: day.zone)
        let hours = max(1, Int(end.timeIntervalSince(begin) / 3_600))
        let each = (hours + Self.mostHours - 1) / Self.mostHours
        let shown = (hours + each - 1) / each * each
        width = shown * 60
        let dates = DateText(catalogue: words, zone: day.zone)
        self.hours = stride(from: 0, through: shown, by: each).map { dates.time(of: begin + Double($0) * 3_600) }
        parts = zip(starts, starts.dropFirst().map(\.slot.start) + [end]).map { start, next in
            let from = Int(start.slot.start.timeIntervalSince(begin) / 60)
            let length = min(step, Int(next.timeIntervalSince(start.slot.start) / 60))
            return Part(from: from, length: max(1, length), kind: Self.kind(start.reason))
        }
        legend = [(nil, "booked"), ("warn", "notice"), ("good", "free")].map { tone, key in
            Tone(tone: tone, text: words.sentence("page.why.legend.\(key)"))
        }
    }

    private static func fullHour(_ instant: Date, in zone: Zone) -> Date {
        instant - Double(zone.local(instant).secondOfDay % 3_600)
    }

    private static func kind(_ reason: GridStart.Reason?) -> String {
        switch reason {
        case nil: "free"
        case .taken: "booked"
        case .buffer: "buffer"
        case .notice, .horizon: "warn"
        case .closed, .tooLong: "shut"
        }
    }
}
