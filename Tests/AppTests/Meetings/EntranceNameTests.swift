import App
import Foundation
import Testing

@Suite("A name for one meeting")
struct EntranceNameTests {
    private func submit(_ doors: Doors, _ path: String, _ name: String) async throws -> Answer {
        let encoded = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
        return try await doors.practice.visitor.submit("\(path)/name", "name=\(encoded)")
    }

    @Test("it is the person's there alone, and an empty one gives the account's back")
    func own() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        let named = try await submit(doors, path, "Captain \"Jo\" & Мария")
        #expect(named.status == 303 && named.header("Location") == path, "\(named)")
        let page = try await doors.look(path)
        #expect(page.text.contains("You come in as Captain &quot;Jo&quot; &amp; Мария."), "\(page)")
        doors.move(to: 0)
        let leads = try #require(try await doors.enter(path).header("Location"))
        #expect(leads.contains("#userInfo.displayName=%22Captain%20%5C%22Jo%5C%22%20%5Cu0026%20"), "\(leads)")
        #expect(try await doors.jo.get("/api/users/me").object("user").isNull("display_name"))
        #expect(try await submit(doors, path, "").status == 303)
        #expect(try await doors.enter(path).header("Location")?.hasSuffix("%22Jo%20Doe%22") == true)
    }

    @Test(
        "the host's own is refused to everybody else, however it is spelt",
        arguments: [
            "Consultant", "consultant", " CONSULTANT ", "Cónsultant", "C o n s u l t a n t", "Ｃonsultant.",
            "\u{421}\u{43E}nsult\u{430}nt", "C\u{3BF}nsu1tant", "Con\u{200D}sultant",
        ])
    func hosts(_ name: String) async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        let refused = try await submit(doors, path, name)
        #expect(refused.status == 422, "\(refused)")
        #expect(refused.text.contains("name of the host"), "\(refused)")
        #expect(refused.text.contains("<details open>") && refused.text.contains("aria-invalid=\"true\""))
        let policy = refused.header("Content-Security-Policy")
        #expect(policy?.contains("form-action 'self' https://meet.jit.si;") == true, "one may go in from here too")
        #expect(refused.header("Permissions-Policy")?.contains("camera=(self)") == true)
        #expect(try await doors.traces() == [0, 0])
        let host = try await doors.entrance(of: doors.boss)
        #expect(try await submit(doors, host, name).status == 303)
    }

    @Test("whoever takes the booking over goes by their own name, and not by the former host's for it")
    func handedOver() async throws {
        let doors = try await Doors.open()
        #expect(try await submit(doors, doors.entrance(of: doors.boss), "Doctor Strange").status == 303)
        #expect(try await submit(doors, doors.entrance(), "Captain Jo").status == 303)
        let ann = try await doors.practice.register("ann@example.com", ["first_name": "Ann"])
        #expect(try await doors.boss.patch("/api/admin/users/\(ann.userID)", ["is_host": true]).status == 200)
        let given = try await HandOverTests.handOver(doors.boss, from: doors.practice.bossID, to: ann.userID)
        #expect(given.status == 200, "\(given)")
        let page = try await doors.look(doors.entrance(of: ann))
        #expect(page.text.contains("You come in as Ann.") && !page.text.contains("Strange"), "\(page)")
        #expect(try await doors.look(doors.entrance()).text.contains("You come in as Captain Jo."))
    }

    @Test("the name that a client gave goes when they leave, and nobody else's does")
    func departed() async throws {
        let doors = try await Doors.open()
        #expect(try await submit(doors, doors.entrance(), "Captain Jo").status == 303)
        #expect(try await submit(doors, doors.entrance(of: doors.boss), "Doctor").status == 303)
        #expect(try await doors.jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let names = try await doors.practice.texts("SELECT COALESCE(name, '') FROM entrances ORDER BY entrant")
        #expect(names == ["", "Doctor"])
    }

    @Test("what is no name, or comes by a link that is none, is refused")
    func wrong() async throws {
        let doors = try await Doors.open()
        let path = try await doors.entrance()
        for name in ["a\u{7}", String(repeating: "n", count: 501), "\u{200B}"] {
            #expect(try await submit(doors, path, name).status == 422, "\(name.count)")
        }
        #expect(try await submit(doors, "/join/forged", "Jo").status == 422)
        let foreign = doors.practice.visitor.with("Sec-Fetch-Site", "cross-site")
        for form in ["\(path)/name", path] { #expect(try await foreign.submit(form, "").status == 403) }
        #expect(try await doors.traces() == [0, 0])
    }
}
