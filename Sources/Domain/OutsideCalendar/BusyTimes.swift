/// When somebody is busy, gathered in any order and joined from time to time, so that it never takes more memory than
/// the bound allows.
struct BusyTimes {
    private let window: Range<Int64>
    private let most: Int
    private var ranges: [Range<Int64>] = []

    /// Of `most` times that do not touch.
    init(window: Range<Int64>, most: Int) {
        self.window = window
        self.most = most
    }

    /// Adds what of it lies in the window, in Unix seconds. Throws `tooLarge`.
    mutating func add(from start: Int64, to end: Int64) throws(OutsideCalendar.Failure) {
        let start = max(start, window.lowerBound)
        let end = min(end, window.upperBound)
        guard start < end else { return }
        ranges.append(start..<end)
        if ranges.count > 4 * most + 1000 { ranges = try merged() }
    }

    /// Ascending, those that touch made one. Throws `tooLarge`.
    func merged() throws(OutsideCalendar.Failure) -> [Range<Int64>] {
        var joined: [Range<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        guard joined.count <= most else { throw .tooLarge }
        return joined
    }
}
