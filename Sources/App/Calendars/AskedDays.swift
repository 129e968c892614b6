import Domain

/// Days for which starts are asked: the asker's dates, both included, in the asker's zone (the host's where none is
/// named).
package struct AskedDays: Sendable, Hashable {
    /// Days that may be asked for at once.
    static let most = 62

    let from: LocalDate
    let to: LocalDate
    let zoneIdentifier: String?

    package init(from: LocalDate, to: LocalDate, zoneIdentifier: String?) throws {
        guard to >= from else { throw Problem.invalid("to", .inThePast) }
        guard to.dayNumber - from.dayNumber < Self.most else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.most)"])
        }
        self.from = from
        self.to = to
        self.zoneIdentifier = try zoneIdentifier.map { try Zone($0).identifier }
    }

    /// `from`, `to` and `time_zone` of a URL.
    init(_ query: Query) throws {
        let (from, to) = try query.dates()
        try self.init(from: from, to: to, zoneIdentifier: query.zone("time_zone"))
    }
}
