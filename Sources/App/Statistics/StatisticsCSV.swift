import Domain

/// Sums by days as comma-separated values (RFC 4180): a line for each day, host and service, and one more for each
/// further currency, in which no booking is counted again.
enum StatisticsCSV {
    private static let header =
        "day,host,service,scheduled,completed,no_show,cancelled_week_before,cancelled_day_before,cancelled_later,"
        + "new_clients,booked_minutes,currency,charged,refunded,disputed,fees\r\n"

    private struct Place: Hashable {
        let day: Int
        let host: UserID
        let service: ServiceID

        init<Sums>(_ line: SumLine<Sums>) { (day, host, service) = (line.day, line.host, line.service) }
    }

    static func text(_ days: StatisticsDays) -> String {
        var booked: [Place: BookedSums] = [:]
        for line in days.booked { booked[Place(line)] = line.sums }
        let paid = Dictionary(grouping: days.paid, by: { Place($0) })
        let places = Set(booked.keys).union(paid.keys).sorted {
            ($0.day, $0.host.rawValue, $0.service.rawValue) < ($1.day, $1.host.rawValue, $1.service.rawValue)
        }
        let lines = places.flatMap { place -> [String] in
            let names = [
                LocalDate(dayNumber: place.day).description, days.hosts[place.host] ?? "\(place.host)",
                days.services[place.service] ?? "\(place.service)",
            ]
            let money = (paid[place] ?? []).map { cells(of: $0.sums) }.sorted { $0[0] < $1[0] }
            let first = names + cells(of: booked[place] ?? BookedSums())
            let further = names + cells(of: BookedSums())
            return (money.isEmpty ? [Array(repeating: "", count: 5)] : money).enumerated().map { index, paid in
                ((index == 0 ? first : further) + paid).map(BookingCSV.cell).joined(separator: ",") + "\r\n"
            }
        }
        return BookingCSV.byteOrderMark + header + lines.joined()
    }

    private static func cells(of sums: BookedSums) -> [String] {
        [
            sums.scheduled, sums.completed, sums.missed, sums.cancelledWeek, sums.cancelledDay, sums.cancelledLate,
            sums.newClients, sums.minutes,
        ].map { String($0) }
    }

    private static func cells(of sums: PaidSums) -> [String] {
        [sums.currency.code] + [sums.charged, sums.refunded, sums.disputed, sums.fees].map { sums.money($0).major }
    }
}
