import Domain
import Foundation

/// The words of statistics, for one reader.
struct StatsWords {
    let report: StatisticsReport
    let catalogue: Catalogue

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.stats.\(key)", gaps)
    }

    var dates: DateText { DateText(catalogue: catalogue, zone: report.zone) }

    /// `1 January 2026 – 31 January 2026, all hosts. Days in …`
    var intro: String {
        let days = report.question.days
        let host = report.question.host.flatMap { id in report.choices.hosts.first { $0.id == id }?.name }
        let whom = host ?? (report.question.host == nil ? say("everybody") : say("own"))
        let gaps = [
            "from": dates.longDay(days.lowerBound), "to": dates.longDay(days.upperBound), "whom": whom,
            "zone": ZoneText(report.zone, at: report.now, catalogue).whole,
        ]
        return say("intro", gaps)
    }

    func narrow(_ asked: StatsQuery, _ labels: [String: String], _ failure: FormFailure?) -> StatsPage.Narrow {
        func field(_ name: String, _ date: LocalDate) -> FormField {
            var field = FormField(name, labels[name] ?? "", kind: .date, failure: failure)
            (field.value, field.isRequired) = (failure == nil ? date.description : asked.typed[name] ?? "", false)
            return field
        }
        func choice(_ name: String, _ all: String, _ items: [(id: String, name: String)], _ chosen: String?)
            -> FormChoice?
        {
            guard items.count > 1 else { return nil }
            let options = items.map { FormChoice.Option(value: $0.id, text: $0.name, isChosen: $0.id == chosen) }
            let none = FormChoice.Option(value: "", text: say(all), isChosen: chosen == nil)
            return FormChoice(name, labels[name] ?? "", of: [none] + options, failure: failure)
        }
        let (hosts, services) = (report.choices.hosts, report.choices.services)
        let (host, service) = (asked.question.host, asked.question.service)
        return StatsPage.Narrow(
            from: field("from", asked.question.days.lowerBound), to: field("to", asked.question.days.upperBound),
            choices: [
                choice("host", "everybody", hosts.map { ("\($0.id)", $0.name) }, host.map { "\($0)" }),
                choice("service", "everything", services.map { ("\($0.id)", $0.name) }, service.map { "\($0)" }),
            ].compactMap(\.self), button: say("show"))
    }

    /// In whole per cents; nil of nothing.
    static func share(_ part: Int64, of whole: Int64) -> Int? {
        whole > 0 ? Int((part * 200 + whole) / (whole * 2)) : nil
    }
}
