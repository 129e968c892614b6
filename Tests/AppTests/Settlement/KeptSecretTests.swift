import App
import Foundation
import Storage
import Testing

@Suite("What the database holds of secrets")
struct KeptSecretTests {
    @Test("no row of any table holds a key, a signing secret or a client's secret")
    func dump() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold(jan("09T10:00"))
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 1)
        let settings = FakeStripe.settings
        let secrets = [held.secret, settings.secretKey.value, FakeStripe.webhookSecret.value]
        let values = try await paid.practice.app.database.read { tx in
            var values: [String] = []
            for table in CopyTable.all {
                try table.forEachRow(in: tx) { row, columns in
                    values += try (0..<columns).map { "\(try row.value($0))" }
                }
            }
            return values
        }
        let intent = try #require(paid.stripe.intent(of: id)).id
        #expect(values.contains { $0.contains(intent) }, "what is there is found")
        for secret in secrets + ["_secret_", settings.publishableKey] {
            #expect(!values.contains { $0.contains(secret) }, "\(secret)")
        }
    }
}
