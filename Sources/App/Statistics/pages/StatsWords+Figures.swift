import Domain

/// The figures of a page of statistics, each beside what it was before.
extension StatsWords {
    var figures: [StatsPage.Figure] {
        let (booked, offered) = (report.total.booked, report.total.offeredMinutes ?? 0)
        let percent = { (share: Int) in catalogue.percent(share) }
        var figures = [
            figure(
                say("column.completed"), { $0.booked.completed }, { String($0) },
                beside: say("figure.of", ["count": "\(booked.standing + booked.cancelled)"])),
            figure(
                say("figure.missed"), { Self.share($0.booked.missed, of: $0.booked.completed + $0.booked.missed) },
                percent, beside: say("figure.missed_of", ["count": "\(booked.missed)"])),
            figure(
                say("figure.booked"), { Self.share($0.booked.minutes, of: $0.offeredMinutes ?? 0) }, percent,
                beside: say("figure.offered", ["hours": "\(offered / 60)"])),
            figure(
                say("figure.clients"), { $0.booked.newClients }, { String($0) },
                beside: say("figure.returning", ["count": "\(booked.returning)"])),
        ]
        figures.insert(contentsOf: currencies.map(revenue), at: 1)
        return figures
    }

    private func revenue(in currency: Currency) -> StatsPage.Figure {
        let refunded = report.total.paid(in: currency).refunded
        let money = words(in: currency)
        return figure(
            say("figure.revenue"), { $0.paid(in: currency).kept }, money,
            beside: refunded == 0 ? nil : say("figure.refunded", ["amount": money(refunded)]))
    }

    /// With which days each figure is compared.
    var compared: String? {
        report.previous.map { previous in
            let days = previous.to.dayNumber - previous.from.dayNumber + 1
            return say(
                "compared",
                ["days": "\(days)", "from": dates.shortDate(previous.from), "to": dates.shortDate(previous.to)])
        }
    }

    var lists: [StatsPage.List] {
        func cancelled(_ key: String, _ number: (BookedSums) -> Int64) -> StatsPage.Figure {
            let share = Self.share(number(report.total.booked), of: report.total.booked.cancelled)
            return figure(
                say("notice.\(key)"), { number($0.booked) }, { String($0) },
                beside: share.map(catalogue.percent))
        }
        let cancellations = StatsPage.List(
            id: "notice", caption: say("notice.title"),
            lines: [
                cancelled("week") { $0.cancelledWeek }, cancelled("day") { $0.cancelledDay },
                cancelled("late") { $0.cancelledLate },
            ])
        return [cancellations] + currencies.map(moneyList)
    }

    private func moneyList(in currency: Currency) -> StatsPage.List {
        func amount(_ key: String, _ number: (PaidSums) -> Int64) -> StatsPage.Figure {
            figure(say("money.\(key)"), { number($0.paid(in: currency)) }, words(in: currency), beside: nil)
        }
        return StatsPage.List(
            id: "paid-\(currency.code)", caption: say("money.title", ["currency": currency.code.uppercased()]),
            lines: [
                amount("charged") { $0.charged }, amount("refunded") { $0.refunded },
                amount("disputed") { $0.disputed }, amount("kept") { $0.kept }, amount("fees") { $0.fees },
            ])
    }

    /// In which anything was paid, in these days or before.
    private var currencies: [Currency] {
        let paid = report.total.paid + (report.previous?.part.paid ?? [])
        return Set(paid.map(\.currency)).sorted { $0.code < $1.code }
    }

    private func words(in currency: Currency) -> (Int64) -> String {
        { catalogue.money(Money(minor: $0, currency: currency)) }
    }

    private func figure<Number: Comparable>(
        _ label: String, _ number: (StatisticsReport.Part) -> Number?, _ text: (Number) -> String, beside: String?
    ) -> StatsPage.Figure {
        let (now, then) = (number(report.total), report.previous.flatMap { number($0.part) })
        let before = then.map { then in
            // With a blank that keeps it on the line of its words.
            let arrow: String? = now.flatMap { $0 > then ? "▲\u{A0}" : $0 < then ? "▼\u{A0}" : nil }
            return StatsPage.Before(arrow: arrow, words: say("before", ["value": text(then)]))
        }
        return StatsPage.Figure(label: label, value: now.map(text) ?? "–", beside: beside, before: before)
    }
}

extension StatisticsReport.Part {
    fileprivate func paid(in currency: Currency) -> PaidSums {
        paid.first { $0.currency == currency } ?? PaidSums(currency: currency)
    }
}
