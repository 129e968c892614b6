import Foundation
import Testing

extension RealProgram {
    /// Against localstripe, over real HTTP in both directions.
    @Suite("Payments over the wire")
    struct StripeTests {
        /// A practice at one server; `telling` says whether events come.
        private static func open(
            _ more: [String: String] = [:], telling: Bool = true
        ) async throws -> (practice: PaidPractice, folder: TemporaryFolder) {
            let folder = try TemporaryFolder()
            let stripe = try await StripePeer(in: folder)
            let server = try await Server.start(in: folder, stripe.settings.merging(more) { _, own in own })
            return (try await PaidPractice(stripe, [server], telling: telling), folder)
        }

        @Test("cards of every kind are settled by signed events, refunds go through, and no output tells a secret")
        func cards() async throws {
            let (place, folder) = try await Self.open(["LOG_LEVEL": "trace"])
            try await place.servers[0].prove("mia@example.com")
            let plain = try await place.book(0)
            #expect(try await place.stripe.pay(plain.intent) == "succeeded")
            try await place.wait(plain.id, for: "scheduled succeeded")

            let declined = try await place.book(1)
            #expect(
                try await place.stripe.pay(declined.intent, card: "4000000000000002") == "requires_payment_method")
            try await place.wait(declined.id, for: "pending failed")
            #expect(try await place.stripe.pay(declined.intent) == "succeeded")
            try await place.wait(declined.id, for: "scheduled succeeded")

            let secure = try await place.book(2)
            #expect(try await place.stripe.pay(secure.intent, card: "4000000000003220") == "requires_action")
            #expect(try await place.stripe.authenticate(secure.intent) == "succeeded")
            try await place.wait(secure.id, for: "scheduled succeeded")

            #expect(try await place.boss.post("/api/admin/bookings/\(plain.id)/refund", ["amount": 20]).status == 200)
            try await place.wait(plain.id, for: "scheduled partially_refunded")
            #expect(try await place.boss.post("/api/admin/bookings/\(plain.id)/cancel").status == 200)
            try await place.wait(plain.id, for: "cancelled refunded")
            #expect(try await place.client.post("/api/bookings/\(secure.id)/cancel").status == 200)
            try await place.wait(secure.id, for: "cancelled refunded")
            let refunded = try await place.refunded()
            #expect(refunded == ["\(plain.id)": 4_500, "\(declined.id)": 0, "\(secure.id)": 4_500])

            #expect(try await place.servers[0].stop() == 0)
            let said = try await place.servers[0].program.output.whole() + place.servers[0].program.errors.whole()
            for secret in ["sk_test_of", "whsec_of", "_secret_"] { #expect(!said.contains(secret)) }
            try Self.expectNoSecrets(in: folder)
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
            let (place, _) = try await Self.open()
            try await place.stripe.stop()
            let body: [String: any Sendable] = ["service_id": place.service, "scheduled_at": place.slots[0]]
            let failed = try await place.client.post("/api/bookings", body)
            #expect(
                failed.status == 503 && failed.code == "payment_unavailable" && failed.headers["retry-after"] == "5")
            try await place.stripe.start()
            try await place.stripe.loseNextAnswer()
            let id = try await place.onlyBooking()
            #expect(try await place.client.get("/api/bookings/\(id)").status == 200)
            // Of one booking Stripe is asked once in ten seconds, also where its answer was lost.
            try await eventually("the payment is shown") {
                let shown = try await place.client.get("/api/bookings/\(id)").object("payment")
                guard let secret = shown["client_secret"] as? String else { return false }
                return try await place.stripe.intents().contains { secret.hasPrefix($0.id) }
            }
            #expect(try await place.stripe.intents().count == 1)
            #expect(try await place.client.post("/api/bookings/\(id)/cancel").status == 200)
            try await place.wait(id, for: "cancelled canceled")
            #expect(try await place.stripe.intents().map(\.status) == ["canceled"])
            #expect(try await place.servers[0].stop() == 0)
        }

        @Test("a client who cancels while paying gets the money back: Stripe refuses to cancel what is paid")
        func cancelledWhilePaying() async throws {
            let (place, _) = try await Self.open(telling: false)
            let booked = try await place.book(0)
            #expect(try await place.stripe.pay(booked.intent) == "succeeded")
            #expect(try await place.client.post("/api/bookings/\(booked.id)/cancel").status == 200)
            try await place.wait(booked.id, for: "cancelled refunded")
            #expect(try await place.refunded() == ["\(booked.id)": 4_500])
            #expect(try await place.servers[0].stop() == 0)
        }

        @Test("a dispute is told by its event; won after a cancellation, the money goes back to the client")
        func dispute() async throws {
            let (place, _) = try await Self.open()
            let (kept, cancelled) = (try await place.book(0), try await place.book(1))
            for booked in [kept, cancelled] {
                #expect(try await place.stripe.pay(booked.intent) == "succeeded")
                try await place.wait(booked.id, for: "scheduled succeeded")
                try await place.stripe.dispute(booked.intent)
                try await place.wait(booked.id, for: "scheduled disputed")
            }
            #expect(try await place.client.post("/api/bookings/\(cancelled.id)/cancel").status == 200)
            for booked in [kept, cancelled] { try await place.stripe.endDispute(booked.intent, as: "won") }
            try await place.wait(kept.id, for: "scheduled succeeded")
            try await place.wait(cancelled.id, for: "cancelled refunded")
            #expect(try await place.refunded() == ["\(kept.id)": 0, "\(cancelled.id)": 4_500])
            #expect(try await place.servers[0].stop() == 0)
        }

        @Test("with a key that Stripe does not take the booking is held, and doctor says what is wrong")
        func wrongKey() async throws {
            let (place, folder) = try await Self.open(["STRIPE_SECRET_KEY": "rk_test_of_the_process_tests"])
            let failed = try await place.client.post(
                "/api/bookings", ["service_id": place.service, "scheduled_at": place.slots[0]])
            #expect(failed.status == 503 && failed.code == "payment_unavailable", "\(failed)")
            #expect(try await place.status(place.onlyBooking()) == "pending requires_payment_method")
            #expect(try await place.servers[0].stop() == 0)
            #expect(!place.servers[0].program.errors.text.contains("rk_test_of"))
            var settings = place.stripe.settings
            settings["STRIPE_SECRET_KEY"] = "rk_test_of_the_process_tests"
            let doctor = try await Program.informat(
                "doctor", environment: Server.settings(more: settings), in: folder)
            #expect(doctor.output.contains("the payment company does not take the key"), "\(doctor.output)")
            #expect(!doctor.output.contains("rk_test_of"))
        }

        @Test("without any webhook a payment is settled within seconds, and doctor finds that all agree")
        func laptop() async throws {
            let (place, folder) = try await Self.open(["STRIPE_WEBHOOK_SECRET": ""], telling: false)
            let booked = try await place.book(0)
            #expect(try await place.stripe.pay(booked.intent) == "succeeded")
            try await place.wait(booked.id, for: "scheduled succeeded")
            #expect(try await place.servers[0].stop() == 0)
            var settings = place.stripe.settings
            settings["STRIPE_WEBHOOK_SECRET"] = nil
            let doctor = try await Program.informat(
                "doctor", environment: Server.settings(more: settings), in: folder)
            for sentence in [
                "is taken by Stripe (test: no real money moves)", "every booking says what its ledger says",
                "the newest payment (1) agrees with it", "are noticed late",
            ] { #expect(doctor.output.contains(sentence), "\(doctor.output)") }
            #expect(!doctor.output.contains("sk_test_of"))
        }
    }
}
