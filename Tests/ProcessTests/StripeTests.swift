import Foundation
import Testing

extension RealProgram {
    /// Against localstripe, over real HTTP in both directions.
    @Suite("Payments over the wire")
    struct StripeTests {
        private struct Place {
            let folder: TemporaryFolder
            let stripe: StripePeer
            let server: Server
            let boss: Visitor
            let client: Visitor
            let slots: [String]
        }

        private static func open(_ more: [String: String] = [:], telling: Bool = true) async throws -> Place {
            let folder = try TemporaryFolder()
            let stripe = try await StripePeer(in: folder)
            let server = try await Server.start(in: folder, stripe.settings.merging(more) { _, own in own })
            if telling { try await stripe.tell(server) }
            let boss = try await server.boss()
            let changed = try await boss.ask("PATCH", "/api/admin/services/1", ["amount": 45])
            guard changed.status == 200 else { throw Failure("\(changed)") }
            let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            let (from, to) = (Date(timeIntervalSinceNow: 86_400), Date(timeIntervalSinceNow: 14 * 86_400))
            let answer = try await server.visitor.get(
                "/api/services/1/slots?from=\(from.formatted(day))&to=\(to.formatted(day))")
            return Place(
                folder: folder, stripe: stripe, server: server, boss: boss,
                client: try await server.visitor.register("mia@example.com"),
                slots: try answer.list("slots").compactMap { $0["starts_at"] as? String })
        }

        private static func book(_ place: Place, _ slot: Int) async throws -> (id: Int, intent: String) {
            let answer = try await place.client.post(
                "/api/bookings", ["service_id": 1, "scheduled_at": place.slots[slot]])
            guard answer.status == 201, let id = try answer.object("booking")["id"] as? Int,
                let secret = try answer.object("payment")["client_secret"] as? String
            else { throw Failure("\(answer)") }
            return (id, String(secret.prefix { $0 != "_" }) + "_" + secret.split(separator: "_")[1])
        }

        private static func status(_ place: Place, _ id: Int) async throws -> String {
            let booking = try await place.boss.get("/api/bookings/\(id)").object("booking")
            return "\(booking["status"] ?? "") \(booking["payment_status"] ?? "")"
        }

        private static func wait(_ place: Place, _ id: Int, for status: String) async throws {
            try await eventually("booking \(id) is \(status)", withinSeconds: 30) {
                try await Self.status(place, id) == status
            }
        }

        @Test("cards of every kind are settled by signed events, refunds go through, and no output tells a secret")
        func cards() async throws {
            let place = try await Self.open(["LOG_LEVEL": "trace"])
            let plain = try await Self.book(place, 0)
            #expect(try await place.stripe.pay(plain.intent) == "succeeded")
            try await Self.wait(place, plain.id, for: "scheduled succeeded")

            let declined = try await Self.book(place, 1)
            #expect(
                try await place.stripe.pay(declined.intent, card: "4000000000000002") == "requires_payment_method")
            try await Self.wait(place, declined.id, for: "pending failed")
            #expect(try await place.stripe.pay(declined.intent) == "succeeded")
            try await Self.wait(place, declined.id, for: "scheduled succeeded")

            let secure = try await Self.book(place, 2)
            #expect(try await place.stripe.pay(secure.intent, card: "4000000000003220") == "requires_action")
            #expect(try await place.stripe.authenticate(secure.intent) == "succeeded")
            try await Self.wait(place, secure.id, for: "scheduled succeeded")

            #expect(try await place.boss.post("/api/admin/bookings/\(plain.id)/refund", ["amount": 20]).status == 200)
            try await Self.wait(place, plain.id, for: "scheduled partially_refunded")
            #expect(try await place.boss.post("/api/admin/bookings/\(plain.id)/cancel").status == 200)
            try await Self.wait(place, plain.id, for: "cancelled refunded")
            #expect(try await place.client.post("/api/bookings/\(secure.id)/cancel").status == 200)
            try await Self.wait(place, secure.id, for: "cancelled refunded")
            let refunded = Dictionary(
                uniqueKeysWithValues: try await place.stripe.intents().map { ($0.metadata["booking_id"], $0.refunded) })
            #expect(refunded == ["\(plain.id)": 4_500, "\(declined.id)": 0, "\(secure.id)": 4_500])

            #expect(try await place.server.stop() == 0)
            let said = try await place.server.program.output.whole() + place.server.program.errors.whole()
            for secret in ["sk_test_of", "whsec_of", "_secret_"] { #expect(!said.contains(secret)) }
            try Self.expectNoSecrets(in: place.folder)
        }

        /// Neither keys nor client secrets stand in any byte of the data folder, the mails included.
        private static func expectNoSecrets(in folder: TemporaryFolder) throws {
            let files = FileManager.default.enumerator(atPath: folder.path("data"))?.allObjects as? [String] ?? []
            #expect(files.contains("informat.sqlite"))
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: folder.path("data/" + file)) else { continue }
                for secret in ["sk_test_of", "whsec_of", "_secret_"] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file)")
                }
            }
        }

        @Test(
            "while Stripe is away a booking is held and can be gone on with; a lost answer makes no second payment"
        )
        func away() async throws {
            let place = try await Self.open()
            try await place.stripe.stop()
            let body: [String: any Sendable] = ["service_id": 1, "scheduled_at": place.slots[0]]
            let failed = try await place.client.post("/api/bookings", body)
            #expect(
                failed.status == 503 && failed.code == "payment_unavailable" && failed.headers["retry-after"] == "5")
            try await place.stripe.start()
            try await place.stripe.loseNextAnswer()
            #expect(try await place.client.get("/api/bookings/1").status == 200)
            let shown = try await place.client.get("/api/bookings/1").object("payment")
            let intents = try await place.stripe.intents()
            #expect(intents.count == 1)
            #expect((shown["client_secret"] as? String)?.hasPrefix(intents[0].id) == true)
            #expect(try await place.client.post("/api/bookings/1/cancel").status == 200)
            try await Self.wait(place, 1, for: "cancelled canceled")
            #expect(try await place.stripe.intents().map(\.status) == ["canceled"])
            #expect(try await place.server.stop() == 0)
        }

        @Test("without any webhook a payment is settled within seconds, and doctor finds that all agree")
        func laptop() async throws {
            let place = try await Self.open(["STRIPE_WEBHOOK_SECRET": ""], telling: false)
            let booked = try await Self.book(place, 0)
            #expect(try await place.stripe.pay(booked.intent) == "succeeded")
            try await Self.wait(place, booked.id, for: "scheduled succeeded")
            #expect(try await place.server.stop() == 0)
            var settings = place.stripe.settings
            settings["STRIPE_WEBHOOK_SECRET"] = nil
            let doctor = try await Program.informat(
                "doctor", environment: Server.settings(more: settings), in: place.folder)
            for sentence in [
                "is taken by Stripe (test: no real money moves)", "every booking says what its ledger says",
                "the newest 1 payments agree with it", "are noticed late",
            ] { #expect(doctor.output.contains(sentence), "\(doctor.output)") }
            #expect(!doctor.output.contains("sk_test_of"))
        }
    }
}
