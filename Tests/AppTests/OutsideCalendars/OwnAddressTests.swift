import App
import Foundation
import Testing

@Suite("Addresses under which a host is invited elsewhere")
struct OwnAddressTests {
    private static let declined = KeptFeeds.calendar([
        KeptFeeds.event(
            jan("06T12:00"), jan("06T13:00"), "ORGANIZER:mailto:other@example.com",
            "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ada@Clinic.example")
    ])

    @Test("what is declined under one of them blocks nothing, and they can be taken away")
    func declines() async throws {
        let linked = try await LinkedPractice.open(Self.declined)
        let path = "/api/host/calendars/\(linked.calendar)"
        #expect(try await linked.stretches() == [Practice.cell(jan("06T12:00"))])
        let told = try await linked.boss.patch(path, ["own_addresses": [" ADA@clinic.example ", "ada@clinic.example"]])
        #expect(told.text.contains("\"own_addresses\":[\"ada@clinic.example\"]"), "\(told)")
        try await linked.practice.work()
        #expect(try await linked.stretches() == [])
        // What is left out stays.
        let named = try await linked.boss.patch(path, ["name": "Clinic"])
        #expect(named.text.contains("\"own_addresses\":[\"ada@clinic.example\"]"), "\(named)")
        #expect(try await linked.boss.get("/api/users/me/export").text.contains("ada@clinic.example"))
        let none = try await linked.boss.patch(path, ["own_addresses": [String]()])
        #expect(none.text.contains("\"own_addresses\":[]"), "\(none)")
        try await linked.practice.work()
        #expect(try await linked.stretches() == [Practice.cell(jan("06T12:00"))])
    }

    @Test("they can be named as a calendar is linked; what is no address, and more than ten, are complained of")
    func complaints() async throws {
        let linked = try await LinkedPractice.open(Self.declined, ["own_addresses": ["ada@clinic.example"]])
        #expect(try await linked.stretches() == [])
        let path = "/api/host/calendars/\(linked.calendar)"
        let wrong = try await linked.boss.patch(path, ["own_addresses": ["ada@clinic.example", "ada"]])
        #expect(wrong.status == 422 && wrong.complainedFields == ["own_addresses[1]"], "\(wrong)")
        let many = (0...10).map { "ada\($0)@clinic.example" }
        #expect(try await linked.boss.patch(path, ["own_addresses": many]).complainedFields == ["own_addresses"])
    }
}
