import Foundation

extension WorkingHours {
    /// When the host works, by the ranges that begin on some dates in the host's zone: by their beginnings, those that
    /// touch or overlap in one.
    package func spans(on dates: ClosedRange<LocalDate>, in zone: Zone) -> [Range<Date>] {
        let all = (dates.lowerBound.dayNumber...dates.upperBound.dayNumber).flatMap { number -> [Range<Date>] in
            let date = LocalDate(dayNumber: number)
            return ranges(on: date).compactMap { range in
                let begin = zone.firstInstant(date, minute: range.fromMinute)
                let end = zone.firstInstant(date, minute: range.endMinute)
                // A range may lie wholly in an hour that the clock leaves out.
                return begin < end ? begin..<end : nil
            }
        }
        var spans: [Range<Date>] = []
        for span in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = spans.last, span.lowerBound <= last.upperBound {
                spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                spans.append(span)
            }
        }
        return spans
    }
}
