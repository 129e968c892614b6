import App
import Foundation
import Testing

@Suite("The practice's services in a browser")
struct ServiceEditPageTests {
    private static let path = "/practice/services"

    private static func boss(_ practice: Practice) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return browser
    }

    /// As a browser sends the form of a small service.
    private static func fields(_ changed: [String: String] = [:]) -> [(String, String)] {
        let plain = [
            "title": "First talk", "slug": "first-talk", "description": "We get to know each other.",
            "duration": "50", "slot_step": "30", "buffer_before": "0", "buffer_after": "10", "minimum_notice": "1",
            "minimum_notice_unit": "days", "booking_horizon": "60", "change_notice": "48",
            "change_notice_unit": "hours", "amount": "1,085.50", "currency": "EUR", "tax_percent": "7.7",
            "tax_note": "", "withdrawal_days": "14", "withdrawal_reason": "", "bookings_per_person": "",
            "bookings_per_address": "", "active": "true", "refund_policy[0].notice": "2",
            "refund_policy[0].notice_unit": "days", "refund_policy[0].percent": "100",
            "refund_policy[1].notice": "1.5", "refund_policy[1].notice_unit": "hours",
            "refund_policy[1].percent": "50", "questions[0].kind": "one_of", "questions[0].label": "Been here?",
            "questions[0].hint": "", "questions[0].options": "Yes\r\n\r\nNo\r\n", "questions[0].url": "",
            "questions[0].required": "true",
        ]
        return plain.merging(changed) { $1 }.sorted { $0.key < $1.key }
    }

    @Test("an admin makes a service as people type it, and is shown it again by the same fields")
    func make() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let blank = try await browser.get(Self.path + "/new")
        #expect(blank.text.contains(#"name="duration" type="text" autocomplete="off" inputmode="numeric" value="""#))
        let host = [("host_id", "\(practice.bossID)")]
        let made = try await browser.send(Self.path, Self.fields() + host)
        #expect(made.status == 303, "\(made)")
        let place = try #require(made.header("Location"))
        let boss = try await practice.boss()
        let id = try #require(place.firstMatch(of: /services\/(\d+)\?done=saved/)?.output.1)
        let service = try await boss.get("/api/admin/services/\(id)").object("service")
        #expect(try service.text("slug") == "first-talk" && service.int("minimum_notice") == 1_440, "\(service)")
        #expect(try service.int("change_notice") == 2_880 && service.flag("active") && !service.flag("waiting_room"))
        #expect(try service.text("currency") == "eur" && service.values["amount"] as? Double == 1085.5)
        let tiers = try service.array("refund_policy")
        #expect(try tiers.map { try $0.int("notice") } == [2_880, 90])
        let question = try service.array("questions")[0]
        #expect(try question.values["options"] as? [String] == ["Yes", "No"] && question.flag("required"))
        let shown = try await browser.get(place)
        for text in [
            "Saved. Clients see it so from now on.",
            #"name="amount" type="text" autocomplete="off" inputmode="decimal" value="1085.50""#,
            #"name="change_notice" type="text" autocomplete="off" inputmode="numeric" value="2""#,
            #"<option value="days" selected>"#, "Yes\nNo</textarea>", #"name="questions[0].id" value="1""#,
            #"<p class="name">First talk</p>"#, "€1,085.50", #"href="/book/first-talk""#,
        ] { #expect(shown.text.contains(text), "\(text): \(shown)") }
    }

    @Test("a length of time stands beside the unit in which it is counted")
    func lengths() async throws {
        let practice = try await Practice.open()
        let page = try await Self.boss(practice).get("\(Self.path)/\(practice.service)")
        for name in ["minimum_notice", "change_notice"] {
            let label = "<div class=\"field\"><label for=\"\(name)"
            let pair = try Regex(#"<div class="row tier">\#(label)".+>\s*\#(label)_unit""#)
            #expect(page.text.contains(pair), "\(name): \(page)")
        }
    }

    @Test("rows come, go and change places by buttons, and nothing is stored by them")
    func rows() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/\(practice.service)"
        _ = try await browser.get(path)
        let more = try await browser.send(path, Self.fields() + [("do", "add questions")])
        #expect(more.status == 200 && more.text.contains(#"name="questions[1].label""#), "\(more)")
        let second = ["questions[1].kind": "text", "questions[1].label": "Which knee?"]
        let up = try await browser.send(path, Self.fields(second) + [("do", "up questions 1")])
        #expect(up.text.contains(#"name="questions[0].label" type="text" autocomplete="off" value="Which knee?""#))
        let fewer = try await browser.send(path, Self.fields(second) + [("do", "drop questions 0")])
        #expect(fewer.text.contains("Which knee?") && !fewer.text.contains("Been here?"))
        let tier = try await browser.send(path, Self.fields() + [("do", "drop refund_policy 0")])
        #expect(tier.text.contains(#"value="1.5""#) && !tier.text.contains("refund_policy[1]"))
        let service = try await practice.boss().get("/api/admin/services/\(practice.service)").object("service")
        #expect(try service.text("title") == "Consultation" && service.array("questions").isEmpty)
    }

    @Test("a look shows what clients would see, and stores nothing")
    func look() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/\(practice.service)"
        _ = try await browser.get(path)
        let host = ["host_id": "\(practice.bossID)"]
        let seen = try await browser.send(path, Self.fields(host) + [("do", "preview")])
        #expect(seen.status == 200 && seen.text.contains(#"<p class="name">First talk</p>"#), "\(seen)")
        #expect(seen.text.contains("It is not saved yet.") && seen.text.contains("€1,085.50"))
        #expect(try await practice.visitor.get("/api/services").array("services")[0].text("title") == "Consultation")
    }

    @Test("what cannot be saved is told at its field, with what was typed, and changes nothing")
    func refused() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        _ = try await boss.addService("Other", 30, ["slug": "taken"])
        let browser = try await Self.boss(practice)
        let path = "\(Self.path)/\(practice.service)"
        _ = try await browser.get(path)
        let wrong = [
            "title": "<Talk>", "duration": "51", "amount": "much", "tax_note": "None", "refund_policy[1].notice": "3",
            "refund_policy[1].notice_unit": "days", "questions[0].options": "Yes\nYes",
        ]
        let page = try await browser.send(path, Self.fields(wrong))
        #expect(page.status == 422 && page.text.contains("<title>Error: Consultation"), "\(page)")
        for field in ["duration", "amount", "tax_note", "refund_policy[1].notice", "questions[0].options"] {
            #expect(page.text.contains(##"<a href="#\##(field)">"##), "\(field): \(page)")
            #expect(page.text.contains(#"id="\#(field)-error""#), "\(field)")
        }
        #expect(page.text.contains(#"value="&lt;Talk&gt;""#) && page.text.contains(#"value="much""#))
        let empty = try await browser.send(path, Self.fields(["title": " ", "duration": ""]))
        #expect(empty.text.contains(##"<a href="#title">“Title” is still empty."##), "\(empty)")
        let taken = try await browser.send(path, Self.fields(["slug": "taken"]))
        #expect(taken.status == 409 && taken.text.contains(##"<a href="#slug">"##), "\(taken)")
        let service = try await boss.get("/api/admin/services/\(practice.service)").object("service")
        #expect(try service.text("title") == "Consultation")
    }

    @Test("a host who is no admin sees what is their own as clients see it, and changes nothing")
    func host() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let ada = try await practice.register("ada@example.com", ["first_name": "Ada"])
        #expect(try await boss.patch("/api/admin/users/\(ada.userID)", ["is_host": true]).status == 200)
        let own = try await boss.addService("Ada's talk", 30, ["host_id": ada.userID])
        let browser = PageBrowser(practice)
        try await browser.signIn("ada@example.com")
        let list = try await browser.get(Self.path)
        #expect(list.text.contains("Ada&#39;s talk") || list.text.contains("Ada's talk"), "\(list)")
        #expect(!list.text.contains("Consultation") && !list.text.contains("New service"))
        let shown = try await browser.get("\(Self.path)/\(own)")
        #expect(shown.text.contains("An admin changes services.") && !shown.text.contains("name=\"title\""))
        #expect(try await browser.get("\(Self.path)/\(practice.service)").status == 404)
        #expect(try await browser.send("\(Self.path)/\(own)", Self.fields()).status == 403)
        let all = try await Self.boss(practice).get(Self.path)
        #expect(all.text.contains("Consultation") && all.text.contains("New service"))
    }

    @Test("the list tells of each service whether it can be booked, and when next")
    func list() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        _ = try await boss.addService("Never free", 600, ["slug": "never"])
        _ = try await boss.addService("Gone", 30, ["slug": "gone", "active": false])
        let list = try await Self.boss(practice).get(Self.path)
        #expect(list.text.contains("href=\"/practice/services\" aria-current=\"page\""), "\(list)")
        let rows = list.text.components(separatedBy: "<tr").dropFirst(2).map(\.self)
        try #require(rows.count == 3, "\(list)")
        #expect(rows[0].contains("Yes") && rows[0].contains("next: ") && rows[0].contains("09:00"), "\(rows[0])")
        #expect(rows[1].contains("No free time") && !rows[1].contains("next: "), "\(rows[1])")
        #expect(rows[2].contains("No</span>") && rows[2].contains("/gone"), "\(rows[2])")
    }

    @Test("a service that was never booked is deleted by its button; another says how it is switched off")
    func deletion() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let id = try await boss.addService("Never booked", 30, ["slug": "never"])
        let browser = try await Self.boss(practice)
        let page = try await browser.get("\(Self.path)/\(id)")
        #expect(page.text.contains("It was never booked.") && !page.text.contains("It has been booked"), "\(page)")
        _ = try await boss.mustBook(jan("06T10:00"))
        let booked = "\(Self.path)/\(practice.service)"
        let kept = try await browser.get(booked)
        #expect(kept.text.contains("untick “Clients can book it”") && !kept.text.contains("/delete\""), "\(kept)")
        let refused = try await browser.send("\(booked)/delete")
        #expect(refused.status == 409 && refused.text.contains("<title>Error: Consultation"), "\(refused)")
        let deleted = try await browser.send("\(Self.path)/\(id)/delete")
        #expect(deleted.header("Location") == "\(Self.path)?done=deleted", "\(deleted)")
        let list = try await browser.get("\(Self.path)?done=deleted")
        #expect(list.text.contains("The service is deleted.") && !list.text.contains("Never booked"), "\(list)")
        #expect(try await browser.send("\(Self.path)/\(id)/delete").status == 404)
    }
}
