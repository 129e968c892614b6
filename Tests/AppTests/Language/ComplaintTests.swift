import App
import Domain
import Foundation
import Storage
import Testing

@Suite("Complaints as people read them")
struct ComplaintTests {
    /// A request that is refused, and what it is refused for; `{service}` and the like
    /// stand for ids.
    private struct Refusal {
        let method: String
        let path: String
        let body: String?
        let complaints: [Problem.Complaint]

        init(_ method: String, _ path: String, _ body: String?, _ complaints: Problem.Complaint...) {
            (self.method, self.path, self.body, self.complaints) = (method, path, body, complaints)
        }
    }

    private static let hours = "/api/admin/hosts/{boss}/working-hours"
    private static let day = "/api/admin/hosts/{boss}/overrides/2026-01-20"
    private static let service = "/api/admin/services"

    private static func week(_ from: String, _ to: String, _ weekday: String = "1") -> String {
        #"{"time_zone": "UTC", "weekly": [{"weekday": \#(weekday), "from": "\#(from)", "to": "\#(to)"}]}"#
    }

    private static let long = String(repeating: "a", count: 5_001)
    private static let manyRanges = Array(repeating: #"{"from": "09:00", "to": "09:05"}"#, count: 85)
        .joined(separator: ", ")
    private static let thirteen = (0..<13).map { #"{"from": "\#(10 + $0 / 2):\#($0 % 2 * 3)0", "to": "23:00"}"# }
        .joined(separator: ", ")

    private static let people: [Refusal] = [
        Refusal("POST", "/api/auth/register", "{}", .required, .required),
        Refusal("POST", "/api/auth/register", #"{"email": 1, "password": []}"#, .wrongType, .wrongType),
        Refusal("POST", "/api/auth/register", #"{"mail": 1}"#, .unknownField),
        Refusal("POST", "/api/auth/register", #"{"email": "a@b.c", "password": "short"}"#, .tooShort),
        Refusal("POST", "/api/auth/register", #"{"email": "a@b.c", "password": "password123"}"#, .tooCommon),
        Refusal("POST", "/api/auth/register", #"{"email": "a@b.c", "password": "aaaaaaaaaaaa"}"#, .repeated),
        Refusal(
            "POST", "/api/auth/register", #"{"email": "a@example.com", "password": "A@Example.com"}"#, .tooPersonal),
        Refusal("POST", "/api/auth/register", #"{"email": "a", "password": "\#(long)"}"#, .malformed, .tooLong),
        Refusal(
            "PATCH", "/api/users/me", #"{"first_name": "\u0007", "time_zone": "X"}"#, .controlCharacter, .unknownZone),
        Refusal("PATCH", "/api/users/me", #"{"first_name": "\u0000"}"#, .nullCharacter),
        Refusal("PATCH", "/api/users/me", #"{"first_name": "\u200B"}"#, .invisible),
        Refusal("PATCH", "/api/admin/users/{boss}", #"{"email": "other@example.com"}"#, .verified),
        Refusal("PATCH", "/api/users/me", #"{"first_name": "\#(UnicodeBomb.marks(bytes: 64))"}"#, .tooManyMarks),
        Refusal("PATCH", "/api/users/me", #"{"display_name": "\#(long)", "locale": "x"}"#, .tooLong, .malformed),
        Refusal("PATCH", "/api/admin/users/{boss}", #"{"is_host": "yes"}"#, .wrongType),
    ]

    private static let services: [Refusal] = [
        Refusal("POST", service, #"{"title": " ", "duration": 7}"#, .required, .notAMultiple),
        Refusal("POST", service, #"{"title": "…", "duration": 5}"#, .required),
        Refusal("POST", service, #"{"title": "A", "duration": 1445}"#, .outOfRange),
        Refusal("POST", service, #"{"title": "A", "duration": 5.5}"#, .wrongType),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "currency": "xxx"}"#, .unknownCurrency),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "amount": -1}"#, .outOfRange),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "amount": 1.001}"#, .notAMultiple),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "amount": 0.49}"#, .belowMinimum),
        Refusal(
            "POST", service,
            #"{"title":"A","duration":5,"refund_policy": [{"notice": 5, "percent": 9}, {"notice": 5, "percent": 1}]}"#,
            .notDescending),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "slug": "A!"}"#, .malformed),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "slug": "\#(long.prefix(81))"}"#, .tooLong),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "host_id": 99}"#, .notFound),
        Refusal("POST", service, #"{"title": "A", "duration": 5, "description": "\#(long)"}"#, .tooLong),
        Refusal(
            "POST", service, #"{"title": "A", "duration": 5, "buffer_before": 721, "booking_horizon": 0}"#,
            .outOfRange, .outOfRange),
    ]

    private static let times: [Refusal] = [
        Refusal("PUT", hours, week("9:00", "17:00"), .malformed),
        Refusal("PUT", hours, week("09:01", "17:00"), .notAMultiple),
        Refusal("PUT", hours, week("24:00", "17:00"), .outOfRange),
        Refusal("PUT", hours, week("09:00", "09:00"), .empty),
        Refusal("PUT", hours, week("09:00", "17:00", "8"), .outOfRange),
        Refusal("PUT", hours, #"{"time_zone": "UTC", "weekly": [1]}"#, .wrongType),
        Refusal("PUT", day, #"{"intervals": {}}"#, .wrongType),
        Refusal(
            "PUT", day, #"{"intervals": [{"from": "09:00", "to": "10:00"}, {"from": "09:30", "to": "11:00"}]}"#,
            .overlapping),
        Refusal("PUT", day, #"{"intervals": [\#(manyRanges)]}"#, .tooMany),
        Refusal("PUT", day, #"{"intervals": [\#(thirteen)]}"#, .tooMany),
        Refusal("PUT", day + "1", #"{"intervals": []}"#, .malformed),
        Refusal("GET", "/api/services/{service}/slots?from=2026-01-06&to=2026-01-05", nil, .inThePast),
        Refusal("GET", "/api/services/{service}/slots?from=2026-01-06&to=2026-03-09", nil, .tooManyDays),
        Refusal("GET", "/api/admin/hosts/{boss}/overrides?from=2026-01-06&to=2029-03-09", nil, .tooManyDays),
        Refusal("GET", "/api/bookings?limit=x", nil, .notANumber),
        Refusal("GET", "/api/bookings?limit=0", nil, .outOfRange),
        Refusal("GET", "/api/bookings?offset=-1", nil, .outOfRange),
        Refusal("GET", "/api/bookings?status=x", nil, .notOneOf),
        Refusal(
            "POST", "/api/bookings", #"{"service_id": {service}, "scheduled_at": "2026-01-06T10:00:00.5Z"}"#,
            .notWholeSeconds),
        Refusal(
            "POST", "/api/bookings", #"{"service_id": {service}, "scheduled_at": "2026-01-06T10:01:00Z"}"#,
            .notAMultiple),
        Refusal("POST", "/api/bookings", #"{"service_id": 9, "scheduled_at": "2026-01-06T10:00:00Z"}"#, .notFound),
        Refusal("POST", "/api/bookings", #"{"service_id": "1", "scheduled_at": "now"}"#, .wrongType, .malformed),
        Refusal("POST", "/api/bookings/99/cancel", #"{"reason": "\#(long.prefix(501))"}"#, .tooLong),
        Refusal(
            "POST", "/api/admin/bookings", #"{"service_id": {service}, "scheduled_at": "2026-01-06T10:00:00Z"}"#,
            .required),
    ]

    // The account exists and has not proved its address.
    private static let clients: [Refusal] = [
        Refusal(
            "POST", "/api/admin/bookings",
            #"{"service_id": {service}, "scheduled_at": "2026-01-06T10:00:00Z", "email": "jo@example.com"}"#,
            .notVerified),
        Refusal("PATCH", "/api/admin/services/{service}", #"{"host_id": {jo}}"#, .notAHost),
        Refusal(
            "PATCH", "/api/admin/services/{service}",
            #"{"questions": [{"kind": "one_of", "label": "Where?", "options": ["Here", "Here"]}]}"#, .alike),
        Refusal(
            "POST", "/api/bookings", #"{"service_id": {asking}, "scheduled_at": "2026-01-07T10:00:00Z"}"#, .unanswered),
        Refusal("POST", "/api/admin/hosts/{boss}/hand-over", #"{"to_host_id": {boss}}"#, .sameHost),
    ]

    /// Of a booking that is the boss's own, as client and as host.
    private static let guests: [Refusal] = [
        Refusal(
            "POST", "/api/bookings/{booking}/participants", #"{"email": "boss@example.com", "name": "Ann"}"#,
            .takesPart),
        Refusal(
            "POST", "/api/bookings/{booking}/participants", #"{"email": "ann@example.com", "name": "Consultant"}"#,
            .hostsName),
    ]

    /// The complaint whose sentence a message is, with every gap filled.
    private static func matches(_ message: String, _ complaint: Problem.Complaint) throws -> Bool {
        let sentence = Catalogue.english.sentence("complaint.\(complaint.rawValue)")
        let parts = sentence.split(separator: /%\{\w+\}/, omittingEmptySubsequences: false)
        let pattern = parts.map { NSRegularExpression.escapedPattern(for: String($0)) }.joined(separator: ".+")
        return try message.wholeMatch(of: Regex(pattern)) != nil
    }

    @Test("each complaint reaches people with all its gaps filled")
    func sentences() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        let boss = try await practice.boss()
        try await practice.run("UPDATE users SET email_verified_at = created_at WHERE id = \(practice.bossID)")
        let booking = try await boss.mustBook(jan("08T09:00"), service: boss.addService("Other", 60))
        let question: [String: any Sendable] = ["kind": "text", "label": "Why?", "required": true]
        let asking = try await boss.addService("Asking", 60, ["questions": [question]])
        let ids = [
            "service": practice.service, "asking": asking, "boss": practice.bossID, "jo": jo.userID, "booking": booking,
        ]
        func filled(_ text: String) -> String {
            ids.reduce(text) { $0.replacing("{\($1.key)}", with: "\($1.value)") }
        }
        var heard: Set<Problem.Complaint> = []
        for refusal in Self.people + Self.services + Self.times + Self.clients + Self.guests {
            let bytes = refusal.body.map { Data(filled($0).utf8) }
            let path = filled(refusal.path)
            let answer = try await boss.ask(refusal.method, path, bytes: bytes, type: "application/json")
            let name = "\(refusal.method) \(refusal.path) \(refusal.body?.prefix(90) ?? "")"
            #expect(answer.status == 422 && !answer.text.contains("%{"), "\(name): \(answer)")
            let messages = (try? answer.array("errors").map { try $0.text("message") }) ?? []
            #expect(messages.count == refusal.complaints.count, "\(name): \(answer)")
            for (message, complaint) in zip(messages, refusal.complaints) {
                #expect(try Self.matches(message, complaint), "\(name): “\(message)” is not \(complaint)")
                heard.insert(complaint)
            }
        }
        let unheard = Set(Problem.Complaint.allCases).subtracting(heard)
        #expect(unheard.isEmpty, "no request brings these about: \(unheard)")
    }

    @Test("the details of problems that have gaps are filled too")
    func details() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.patch("/api/admin/services/\(practice.service)", ["change_notice": 2_880])
        #expect(service.status == 200)
        let id = try await jo.mustBook("2026-01-06T10:00:00Z")
        let late = try await jo.post("/api/bookings/\(id)/cancel")
        #expect(late.code == "change_notice" && late.text.contains("2026-01-04T10:00:00Z"))
        let early = try await boss.post("/api/admin/bookings/\(id)/complete")
        #expect(early.code == "illegal_move" && early.text.contains("has not begun yet"))
        let mail = try #require(try await practice.numbers("SELECT MIN(id) FROM mails").first)
        let due = try await boss.post("/api/admin/mails/\(mail)/resend")
        #expect(due.code == "mail_due" && due.text.contains("This mail waits to be sent already."))
        for answer in [late, early, due] { #expect(!answer.text.contains("%{"), "\(answer)") }
    }
}
