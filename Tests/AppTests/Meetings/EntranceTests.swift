import App
import Foundation
import Testing

@Suite("Personal entrances")
struct EntranceTests {
    @Test("an entrance shows who, what and when, and changes nothing however often and by whomever it is asked for")
    func shows() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        for seconds in [-86_400.0, -901, -60, 600] {
            doors.move(to: seconds)
            for _ in 1...2 {
                let page = try await doors.look(path)
                #expect(page.status == 200 && page.header("Set-Cookie") == nil, "\(page)")
                #expect(page.text.contains("Consultation with Consultant") && page.text.contains("10:00–11:00 (UTC"))
                #expect(page.text.contains("You come in as Jo Doe."))
                let room = try await doors.room()
                #expect(!page.text.contains(room), "the room is told to who goes in")
                #expect(page.text.contains("method=\"post\" action=\"\(path)\"") == (seconds >= -900), "\(seconds)")
                #expect(page.text.contains("aria-disabled=\"true\"") == (seconds < -900), "\(seconds)")
            }
        }
        #expect(try await doors.traces() == [0, 0])
    }

    @Test("before it opens it names the day and the zone once, and the day of the opening where that is another")
    func early() async throws {
        for (minutes, button) in [(15, "Enter from 09:45"), (601, "Enter from Monday, 5 January 2026, 23:59")] {
            let doors = try await Doors.open {
                $0.meetings.joinLinks = .entrance
                $0.meetings.earlyMinutes = minutes
            }
            let page = try await doors.look(doors.entrance()).text
            #expect(page.contains(">\(button)<"), "\(page)")
            #expect(page.components(separatedBy: "Tuesday, 6 January 2026").count == 2, "\(page)")
            #expect(page.components(separatedBy: "(UTC").count == 2, "\(page)")
        }
    }

    @Test("its headers keep it from caches, search engines and other sites, and let it try camera and microphone alone")
    func headers() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        for page in [try await doors.look(path), try await doors.look("/join/forged")] {
            #expect(page.header("Cache-Control") == "no-store" && page.header("Referrer-Policy") == "no-referrer")
            #expect(page.header("X-Robots-Tag") == "noindex, nofollow")
            let permissions = try #require(page.header("Permissions-Policy"))
            #expect(permissions.contains("camera=(self)") && permissions.contains("microphone=(self)"))
            #expect(permissions.contains("geolocation=()") && permissions.contains("display-capture=()"))
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"))
        }
        let policy = try #require(try await doors.look(path).header("Content-Security-Policy"))
        #expect(policy.contains("form-action 'self' https://meet.jit.si;"), "the button leads on to there: \(policy)")
        #expect(try await doors.look("/").header("X-Robots-Tag") == nil)
        #expect(try await doors.look("/").header("Permissions-Policy")?.contains("camera=()") == true)
    }

    @Test("going in leads to the meeting from the early minutes on until the grace is over, to the second")
    func times() async throws {
        let doors = try await Doors.open {
            $0.meetings.joinLinks = .entrance
            $0.meetings.earlyMinutes = 10
            $0.meetings.graceMinutes = 20
        }
        let path = try await doors.entrance()
        let room = try await doors.room()
        let steps: [(seconds: Double, status: Int, leads: String?, state: String)] = [
            (-601, 303, path, "closed"), (-600, 303, nil, "open"), (0, 303, nil, "open"), (4_799, 303, nil, "open"),
            (4_800, 410, "", "over"),
        ]
        for step in steps {
            doors.move(to: step.seconds)
            let entered = try await doors.enter(path)
            #expect(entered.status == step.status, "\(step.seconds): \(entered)")
            let into = "https://meet.jit.si/\(room)#userInfo.displayName=%22Jo%20Doe%22"
            #expect(entered.header("Location") ?? "" == step.leads ?? into, "\(step.seconds)")
            let meeting = try await doors.shown().object("meeting")
            #expect(try meeting.text("state") == step.state, "\(step.seconds)")
            #expect(meeting.isNull("entrance_url") == (step.state == "over"))
            #expect(try meeting.text("opens_at") == "2026-01-06T09:50:00Z")
            #expect(try meeting.text("closes_at") == "2026-01-06T11:20:00Z")
        }
        let over = try await doors.look(path)
        #expect(over.status == 410 && over.text.contains("<h1 id=\"door\">This meeting is over</h1>"), "\(over)")
        #expect(over.text.contains("class=\"btn\" href=\"/bookings\""))
        #expect(try await doors.shown().isNull("personalized_meeting_url"))
    }

    @Test("who has gone in has a cookie at that path, and nobody else")
    func cookie() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        #expect(try await doors.enter(path).header("Set-Cookie") == nil, "too early")
        doors.move(to: 0)
        let cookie = try #require(try await doors.enter(path).header("Set-Cookie"))
        #expect(cookie.hasPrefix("__Secure-informat_entrance=1;") && cookie.contains("Path=\(path)"), "\(cookie)")
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Max-Age=5400"] {
            #expect(cookie.contains(part), "\(cookie)")
        }
        #expect(try await doors.enter("/join/forged").header("Set-Cookie") == nil)
    }

    @Test("each person has an entrance of their own, with the rights that they have when they go in")
    func rights() async throws {
        let doors = try await Doors.open()
        let admin = try await doors.practice.register("ann@example.com", ["first_name": "Ann"])
        let made = try await doors.boss.patch("/api/admin/users/\(admin.userID)", ["is_admin": true])
        #expect(made.status == 200, "\(made)")
        let paths = [
            try await doors.entrance(), try await doors.entrance(of: doors.boss), try await doors.entrance(of: admin),
        ]
        #expect(Set(paths).count == 3)
        doors.move(to: 0)
        let rights = "&config.startWithAudioMuted=false&config.startWithVideoMuted=false"
        for (path, end) in zip(paths, ["%22Jo%20Doe%22", "%22Consultant%22\(rights)", "%22Ann%22\(rights)"]) {
            let leads = try await doors.enter(path).header("Location")
            #expect(leads?.hasSuffix("#userInfo.displayName=\(end)") == true, "\(leads ?? "")")
        }
        let host = try await doors.look(paths[1]).text
        #expect(host.contains("Consultation with Jo Doe"), "the host meets the client")
        let lost = try await doors.boss.patch("/api/admin/users/\(admin.userID)", ["is_admin": false])
        #expect(lost.status == 200)
        #expect(try await doors.enter(paths[2]).status == 422)
    }

    @Test("a link that is forged, broken or spelt otherwise leads nowhere, and says what to do")
    func forged() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        doors.move(to: 0)
        let code = Array(path.dropFirst("/join/".count))
        for index in code.indices {
            var other = code
            other[index] = code[index] == "A" ? "B" : "A"
            let answer = try await doors.enter("/join/" + String(other))
            #expect(answer.status == 422, "\(index): \(answer)")
        }
        let texts: [String] = [
            String(code.dropLast()), String(code) + "A", String(code) + "=", "x", "%20", String(code).uppercased(),
        ]
        for text in texts {
            let answer = try await doors.look("/join/" + text)
            #expect(answer.status == 422 && answer.text.contains("This link has ended"), "\(text): \(answer)")
            #expect(answer.text.contains("class=\"btn\" href=\"/bookings\"") && !answer.text.contains("Consultation"))
        }
        #expect(try await doors.traces() == [0, 0])
    }

    @Test("another address of the person, or another host, ends their link; a time that has moved does not")
    func changes() async throws {
        let doors = try await Doors.open()
        let (path, hosts) = (try await doors.entrance(), try await doors.entrance(of: doors.boss))
        #expect(try await doors.jo.move(doors.id, to: jan("06T13:00")).status == 200)
        let moved = try await doors.look(path)
        #expect(
            moved.status == 200 && moved.text.contains("13:00–14:00") && moved.text.contains("The booking was moved."))
        #expect(try await doors.entrance() == path)
        try await doors.practice.run("UPDATE users SET email = 'new@example.com' WHERE id = \(doors.jo.userID)")
        #expect(try await doors.look(path).status == 422)
        #expect(try await doors.look(doors.entrance()).status == 200)
        let ann = try await doors.practice.register("ann@example.com")
        #expect(try await doors.boss.patch("/api/admin/users/\(ann.userID)", ["is_host": true]).status == 200)
        let given = try await doors.boss.post(
            "/api/admin/hosts/\(doors.practice.bossID)/hand-over", ["to_host_id": ann.userID])
        #expect(given.status == 200, "\(given)")
        #expect(try await doors.look(hosts).status == 422)
        #expect(try await doors.look(doors.entrance(of: ann)).status == 200)
    }

    @Test("a booking that is off or not firm has a door that says so")
    func doorsThatAreShut() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        doors.move(to: -60)
        for (status, heading) in [
            ("pending", "This booking is not firm yet"), ("cancelled", "This booking is cancelled"),
            ("expired", "This booking is cancelled"), ("completed", "This meeting is over"),
            ("no_show", "This meeting is over"),
        ] {
            let until = Date(timeIntervalSince1970: 2e9)
            try await doors.practice.run("UPDATE bookings SET status = \(status), hold_expires_at = \(until)")
            for answer in [try await doors.look(path), try await doors.enter(path)] {
                #expect(answer.status == 410 && answer.text.contains(">\(heading)</h1>"), "\(status): \(answer)")
            }
            #expect(try await doors.shown().object("meeting").isNull("entrance_url"))
        }
        #expect(try await doors.traces() == [0, 0])
    }

    @Test("a former key of links is believed, another is not")
    func keys() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        let first = try #require(doors.practice.app.settings.jwtSecret)
        let secret = String(repeating: "another secret ", count: 4)
        let believing = try await doors.practice.anotherServer {
            ($0.linkSecret, $0.linkSecretPrevious) = (secret, first)
        }
        #expect(try await doors.practice.visitor.on(believing).get(path).status == 200)
        let strange = try await doors.practice.anotherServer { ($0.linkSecret, $0.jwtSecret) = (secret, secret) }
        #expect(try await doors.practice.visitor.on(strange).get(path).status == 422)
    }

    @Test("the page speaks the reader's language, in the reader's zone")
    func german() async throws {
        let doors = try await Doors.open()
        let profile = ["locale": "de", "time_zone": "Europe/Berlin"]
        #expect(try await doors.jo.patch("/api/users/me", profile).status == 200)
        let page = try await doors.look(doors.entrance()).text
        #expect(page.contains("<html lang=\"de\">") && page.contains("Sie sind früh dran. Das macht nichts."))
        #expect(page.contains("11:00") && page.contains("10:45") && !page.contains("page.entrance"), "\(page)")
    }
}
