import App
import Domain
import Foundation
import Testing

@Suite("Sentences")
struct CatalogueTests {
    private static let catalogue = Catalogue.english

    @Test("every problem, complaint, kind of mail and payment status has its sentences")
    func complete() {
        var keys: [String] = []
        for code in Problem.Code.allCases { keys += ["title", "detail"].map { "problem.\(code.rawValue).\($0)" } }
        keys += Problem.Complaint.allCases.map { "complaint.\($0.rawValue)" }
        keys += Obstacle.allCases.map { "obstacle.\($0.rawValue)" }
        for kind in Mail.Kind.allCases {
            let forms =
                switch kind {
                case .verifyEmail, .resetPassword: [""]
                case .signInCode: ["", "_off"]
                case .paymentReceipt, .paymentRefunded, .slotLost: [".client"]
                case .runningLate: [".client", ".participant"]
                case .notice, .somebodyWaits, .calendarClash: [".host"]
                case .calendarTrouble: [".hour", ".day"]
                case .invitation: [".participant"]
                case .confirmation: [".client", ".host"]
                case .reminder, .rescheduling, .cancellation, .newLink: [".client", ".host", ".participant"]
                }
            for form in forms {
                keys += ["subject", "heading", "intro"].map { "mail.\(kind.rawValue)\(form).\($0)" }
            }
        }
        for form in ["client", "participant", "host", "former_host"] {
            keys += ["subject", "heading", "intro"].map { "mail.hand_over.\(form).\($0)" }
        }
        keys += ["subject", "heading", "failing", "gone", "action", "outro"].map { "mail.notice.webhook.\($0)" }
        keys += ["subject", "heading", "intro", "action", "outro"].map { "mail.notice.payment.\($0)" }
        keys += ["action", "outro"].map { "mail.calendar_trouble.\($0)" }
        keys += ["move", "cancel", "keep"].map { "mail.way.\($0)" }
        keys += ["charge", "refund", "refund_failed"].map { "receipt.entry.\($0)" }
        keys += CalendarTrouble.allCases.map { "calendar_problem.\($0.rawValue)" }
        keys += Doctor.Finding.Statement.allCases.map(\.key)
        keys += PaymentStatus.allCases.map { "payment.\($0.rawValue)" }
        keys += (1...7).map { "date.weekday.\($0)" } + (1...12).map { "date.month.\($0)" }
        for key in keys { #expect(Self.catalogue.has(key), "\(key)") }
        for key in keys {
            #expect(!Self.catalogue.sentence(key).trimmingCharacters(in: .whitespaces).isEmpty, "\(key)")
        }
        let stale = Self.catalogue.keys.filter { key in
            ["problem.", "complaint.", "obstacle.", "calendar_problem.", "finding."].contains { key.hasPrefix($0) }
        }
        #expect(stale.subtracting(keys).isEmpty, "sentences of nothing")
    }

    /// Of files that put the beginning of a key in front themselves.
    private static let prefixes = [
        "/AccountPage.swift": "page.", "/SecurityPage.swift": "page.security.",
        "/SecurityForms.swift": "page.security.", "/DeparturePage.swift": "page.departure.",
    ]

    @Test("every sentence that the sources ask for by its whole key is there")
    func asked() throws {
        let folder = ProjectFolder.path("Sources/App")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        let call = /sentence\("(?<key>[a-z_]+(?:\.[a-z_]+)+)"/
        var asked: Set<String> = []
        for file in files {
            let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            let prefix = Self.prefixes.first { file.hasSuffix($0.key) }?.value ?? ""
            for match in text.matches(of: call) {
                let key = String(match.output.key)
                asked.insert(key.hasPrefix("problem.") || key.hasPrefix("page.") ? key : prefix + key)
            }
        }
        #expect(asked.count > 5)
        #expect(asked.filter { !Self.catalogue.has($0) }.isEmpty)
    }

    @Test("what is filled in is filled in as it is, every time it stands there")
    func filling() throws {
        let catalogue = try Catalogue(yaml: "a: {b: '%{x} and %{x}, %{y}'}\nc: plain\n")
        #expect(catalogue.keys == ["a.b", "c"])
        #expect(catalogue.sentence("a.b", ["x": "1", "y": "$0 \\1"]) == "1 and 1, $0 \\1")
        #expect(catalogue.sentence("c", ["x": "1"]) == "plain")
        #expect(catalogue.sentence("missing") == "missing" && !catalogue.has("missing"))
        #expect(throws: CatalogueError.empty) { try Catalogue(yaml: "") }
        #expect(throws: CatalogueError.notText("a")) { try Catalogue(yaml: "a: [1, 2]") }
    }

    @Test("a name that looks like a gap is not filled by another value")
    func noInjection() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "%{service}%{host}%{day}"])
        _ = try await jo.mustBook("2026-01-06T10:00:00Z")
        try await practice.work()
        let subject = try #require(practice.letters.letters(to: "boss@example.com").first).subject
        #expect(subject == "New booking: %{service}%{host}%{day}, Tuesday, 6 January 2026")
    }
}

/// The folder that holds Package.swift.
enum ProjectFolder {
    static func path(_ below: String) -> String {
        var url = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 1...4 { url.deleteLastPathComponent() }
        return url.appending(path: below).path
    }
}
