import Domain
import Hummingbird

/// Statistics as JSON: an admin's are the practice's, a host's their own.
struct StatisticsRoutes: Sendable {
    let statistics: Statistics

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let (days, host, service) = try Form.gather(
            Form.answer { try query.dates() }, Form.answer { try query.id("host_id", UserID.self) },
            Form.answer { try query.id("service_id", ServiceID.self) })
        let question = try StatisticsQuestion(from: days.from, to: days.to, host: host, service: service)
        return try await answer(question, for: context.admin)
    }

    func showHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        let query = try Query(request)
        let (days, service) = try Form.gather(
            Form.answer { try query.dates() }, Form.answer { try query.id("service_id", ServiceID.self) })
        let question = try StatisticsQuestion(
            from: days.from, to: days.to, host: context.host.id, service: service)
        return try await answer(question, for: context.host)
    }

    private func answer(_ question: StatisticsQuestion, for asker: User) async throws -> Response {
        let report = try await statistics.report(question, for: asker)
        return .object(capacity: 32_768) { json in
            json.field("statistics") { $0.fields(of: report) }
        }
    }
}

extension JSONText {
    fileprivate mutating func fields(of report: StatisticsReport) {
        field("from", report.question.days.lowerBound.description)
        field("to", report.question.days.upperBound.description)
        field("time_zone", report.zone.identifier)
        field("is_complete", report.isComplete)
        field("total") { $0.fields(of: report.total) }
        if let previous = report.previous {
            field("previous") { $0.fields(of: previous) }
        } else {
            field("previous", json: "null")
        }
        field("weeks", each: report.weeks) { json, week in json.object { $0.fields(of: week) } }
        field("services", each: report.services) { json, part in
            json.object { json in
                json.field("service_id", part.id)
                json.field("title", part.name)
                json.fields(of: part)
            }
        }
        field("hosts", each: report.hosts) { json, part in
            json.object { json in
                json.field("host_id", part.id)
                json.field("name", part.name)
                json.fields(of: part)
            }
        }
    }

    private mutating func fields(of period: StatisticsReport.Period) {
        field("from", period.from.description)
        field("to", period.to.description)
        fields(of: period.part)
    }

    private mutating func fields(of part: StatisticsReport.Part) {
        field("scheduled", part.booked.scheduled)
        field("completed", part.booked.completed)
        field("no_show", part.booked.missed)
        field("cancelled_week_before", part.booked.cancelledWeek)
        field("cancelled_day_before", part.booked.cancelledDay)
        field("cancelled_later", part.booked.cancelledLate)
        field("new_clients", part.booked.newClients)
        field("returning_clients", part.booked.returning)
        field("booked_minutes", part.booked.minutes)
        field("offered_minutes", part.offeredMinutes)
        field("money", each: part.paid) { json, paid in
            json.object { json in
                json.field("currency", paid.currency.code)
                json.field("charged", json: paid.money(paid.charged).major)
                json.field("refunded", json: paid.money(paid.refunded).major)
                json.field("disputed", json: paid.money(paid.disputed).major)
                json.field("kept", json: paid.money(paid.kept).major)
                json.field("fees", json: paid.money(paid.fees).major)
            }
        }
    }
}
