import Domain
import Storage

/// The lines of some days, put together in several ways.
struct StatisticsSums {
    let booked: [SumLine<BookedSums>]
    let paid: [SumLine<PaidSums>]
    let offered: OfferedMinutes

    /// With the hours of these hosts.
    init(_ question: StatisticsQuestion, hosts: [User], _ offerings: [Offering], in tx: any Transaction) throws {
        booked = try tx.bookedSums(question, by: .week)
        paid = try tx.paidSums(question, by: .week)
        offered = try OfferedMinutes(question, hosts: hosts, offerings, in: tx)
    }

    /// With whom anything was booked.
    var hosts: Set<UserID> { Set(booked.map(\.host) + paid.map(\.host)) }

    var total: StatisticsReport.Part {
        StatisticsReport.Part(
            id: 0, name: "", booked: Self.sum(booked), paid: Self.sum(paid), offeredMinutes: offered.total)
    }

    func whole(of question: StatisticsQuestion) -> StatisticsReport.Period {
        StatisticsReport.Period(from: question.days.lowerBound, to: question.days.upperBound, part: total)
    }

    /// One after the other, also those without a booking.
    func weeks(of question: StatisticsQuestion) -> [StatisticsReport.Period] {
        let (booked, paid) = (Dictionary(grouping: booked, by: \.day), Dictionary(grouping: paid, by: \.day))
        let (first, last) = (question.days.lowerBound, question.days.upperBound)
        return stride(from: first.monday.dayNumber, through: last.dayNumber, by: 7).map { day in
            let monday = LocalDate(dayNumber: day)
            let days = max(first, monday)...min(last, monday.adding(days: 6))
            let part = StatisticsReport.Part(
                id: 0, name: "", booked: Self.sum(booked[day] ?? []), paid: Self.sum(paid[day] ?? []),
                offeredMinutes: offered.on(days))
            return StatisticsReport.Period(from: days.lowerBound, to: days.upperBound, part: part)
        }
    }

    /// Those with bookings or money, the most booked first.
    func services(named offerings: [ServiceID: [Offering]]) -> [StatisticsReport.Part] {
        let (booked, paid) = (Dictionary(grouping: booked, by: \.service), Dictionary(grouping: paid, by: \.service))
        return Self.ordered(
            Set(booked.keys).union(paid.keys).map { id in
                StatisticsReport.Part(
                    id: id.rawValue, name: offerings[id]?.first?.service.title ?? "\(id)",
                    booked: Self.sum(booked[id] ?? []), paid: Self.sum(paid[id] ?? []))
            })
    }

    /// As `services`, with those who offered hours and have none.
    func hosts(named people: [User]) -> [StatisticsReport.Part] {
        let (booked, paid) = (Dictionary(grouping: booked, by: \.host), Dictionary(grouping: paid, by: \.host))
        return Self.ordered(
            people.compactMap { host in
                let minutes = offered.of(host.id)
                let (ofHost, money) = (booked[host.id] ?? [], paid[host.id] ?? [])
                guard !ofHost.isEmpty || !money.isEmpty || (minutes ?? 0) > 0 else { return nil }
                return StatisticsReport.Part(
                    id: host.id.rawValue, name: host.name, booked: Self.sum(ofHost), paid: Self.sum(money),
                    offeredMinutes: minutes)
            })
    }

    private static func ordered(_ parts: [StatisticsReport.Part]) -> [StatisticsReport.Part] {
        parts.sorted { ($1.booked.standing, $0.id) < ($0.booked.standing, $1.id) }
    }

    private static func sum(_ lines: [SumLine<BookedSums>]) -> BookedSums {
        lines.reduce(BookedSums()) { $0 + $1.sums }
    }

    private static func sum(_ lines: [SumLine<PaidSums>]) -> [PaidSums] { PaidSums.joined(lines.map(\.sums)) }
}
