import Domain
import Storage

/// How long hosts were there for consultations: their working hours as they are set now, without time off, on their
/// own calendars' dates. Whatever part of an hour a clock skips or repeats is left out of account.
struct OfferedMinutes: Sendable {
    private let byHost: [UserID: [Int64]]
    private let first: Int

    /// Of the hosts who are asked for: one, or those who offer a service, or all.
    init(_ question: StatisticsQuestion, hosts: [User], _ offerings: [Offering], in tx: any Transaction) throws {
        let offering = question.service.map { id in Set(offerings.filter { $0.service.id == id }.map(\.host.id)) }
        let asked = hosts.filter {
            (question.host == nil || question.host == $0.id) && offering?.contains($0.id) != false
        }
        let days = question.days
        let kept = asked.isEmpty ? [:] : try tx.workingHours(of: asked, from: days.lowerBound, to: days.upperBound)
        let dates = question.dates
        byHost = asked.reduce(into: [:]) { byHost, host in
            let hours = kept[host.id] ?? WorkingHours(weekly: [:])
            let week = (1...7).map { Self.minutes(hours.weekly[$0] ?? []) }
            byHost[host.id] = dates.map { hours.overrides[$0].map(Self.minutes) ?? week[$0.weekday - 1] }
        }
        first = days.lowerBound.dayNumber
    }

    private static func minutes(_ ranges: [HoursRange]) -> Int64 {
        Int64(ranges.reduce(0) { $0 + $1.endMinute - $1.fromMinute })
    }

    var total: Int64 { byHost.values.reduce(0) { $0 + $1.reduce(0, +) } }

    func of(_ host: UserID) -> Int64? { byHost[host]?.reduce(0, +) }

    /// Of all hosts, on days that were asked for.
    func on(_ days: ClosedRange<LocalDate>) -> Int64 {
        let range = days.lowerBound.dayNumber - first...days.upperBound.dayNumber - first
        return byHost.values.reduce(0) { $0 + $1[range].reduce(0, +) }
    }
}
