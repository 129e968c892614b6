import Domain
import Foundation
import Storage

/// How some days went, in all and in parts.
package struct StatisticsReport: Sendable {
    let question: StatisticsQuestion
    /// Whose days were counted.
    let zone: Zone
    let now: Date
    /// False while bookings wait to be counted.
    let isComplete: Bool
    let total: Part
    /// As many days right before these, in all; nil where nobody had booked anything by then.
    let previous: Period?
    /// From Monday to Sunday, or as far as the days that are asked for; also those in which nothing is.
    let weeks: [Period]
    let services: [Part]
    let hosts: [Part]
    /// Whether a week is over in which anything was booked, by whomever.
    let hasBegun: Bool
    /// Those that may be chosen, by their names.
    let choices: Choices

    struct Part: Sendable {
        /// Of a service or a host.
        let id: Int64
        let name: String
        let booked: BookedSums
        let paid: [PaidSums]
        /// How long consultations were offered; nil of a service, whose host has one calendar for all of them.
        var offeredMinutes: Int64?
    }

    struct Period: Sendable {
        let from: LocalDate
        let to: LocalDate
        let part: Part
    }

    struct Choices: Sendable {
        let hosts: [(id: UserID, name: String)]
        let services: [(id: ServiceID, name: String)]
    }
}

extension Statistics {
    /// Hosts whose hours are read.
    private static let mostHosts = 500

    /// Throws `forbidden` where an asker may not look: a host sees what is their own.
    func report(_ question: StatisticsQuestion, for asker: User) async throws -> StatisticsReport {
        let question = try question.narrowed(to: asker)
        let isComplete = try await catchUp()
        return try await database.read(.long) { [practiceZone] tx in
            let offerings = try tx.offerings(onlyActive: false).filter { asker.isAdmin || $0.host.id == asker.id }
            let hosts = asker.isAdmin ? try tx.hosts(most: Self.mostHosts) : [asker]
            let sums = try StatisticsSums(question, hosts: hosts, offerings, in: tx)
            let gone = try tx.users(sums.hosts.subtracting(hosts.map(\.id)))
            let zone = try Zone.stored(try practiceZone(tx))
            let firstDay = try tx.firstBookedDay()
            let hasBegun = firstDay.map { $0 < zone.local(tx.now).date.monday } ?? false
            let previous = try firstDay.flatMap { first -> StatisticsReport.Period? in
                guard first < question.days.lowerBound else { return nil }
                let before = question.before
                return try StatisticsSums(before, hosts: hosts, offerings, in: tx).whole(of: before)
            }
            return StatisticsReport(
                question: question, zone: zone, now: tx.now, isComplete: isComplete,
                total: sums.total, previous: previous, weeks: sums.weeks(of: question),
                services: sums.services(named: Dictionary(grouping: offerings, by: \.service.id)),
                hosts: sums.hosts(named: hosts + gone), hasBegun: hasBegun,
                choices: .init(
                    hosts: asker.isAdmin ? hosts.map { ($0.id, $0.name) } : [],
                    services: offerings.map { ($0.service.id, $0.service.title) }))
        }
    }

    /// The days themselves, for a file.
    func days(_ question: StatisticsQuestion, for asker: User) async throws -> StatisticsDays {
        let question = try question.narrowed(to: asker)
        _ = try await catchUp()
        return try await database.read(.long) { tx in
            let booked = try tx.bookedSums(question, by: .day)
            let paid = try tx.paidSums(question, by: .day)
            let hosts = try tx.users(Set(booked.map(\.host) + paid.map(\.host)))
            let services = try tx.offerings(onlyActive: false).map { ($0.service.id, $0.service.title) }
            return StatisticsDays(
                booked: booked, paid: paid, hosts: Dictionary(uniqueKeysWithValues: hosts.map { ($0.id, $0.name) }),
                services: Dictionary(services) { first, _ in first })
        }
    }
}

/// Sums by days, with the names that belong to them.
struct StatisticsDays: Sendable {
    let booked: [SumLine<BookedSums>]
    let paid: [SumLine<PaidSums>]
    let hosts: [UserID: String]
    let services: [ServiceID: String]
}

extension StatisticsQuestion {
    /// To what somebody may see.
    fileprivate func narrowed(to asker: User) throws -> StatisticsQuestion {
        try asker.requireStaff()
        guard !asker.isAdmin else { return self }
        guard host == nil || host == asker.id else { throw Problem(.forbidden) }
        var narrowed = self
        narrowed.host = asker.id
        return narrowed
    }
}
