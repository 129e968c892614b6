import App
import Foundation
import Jitsi
import Peers
import Testing

@Suite("Settings of meetings")
struct MeetingSettingsTests {
    private static let server = ["JITSI_URL": "https://meet.example.org"]
    private static let secret = String(repeating: "s3cret-", count: 6)
    private static let jaas = "vpaas-magic-cookie-0123abc"

    private static func read(_ settings: [String: String], besides: [String: String] = server) throws -> Settings {
        try Settings(from: SettingSource(environment: besides.merging(settings) { $1 }))
    }

    /// A file with this text for as long as `body` runs.
    private static func withFile<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
        let path = NSTemporaryDirectory() + "informat-\(UUID().uuidString).pem"
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private static func pem(_ bits: Int32) throws -> String {
        try GeneratedKey(.rsa(bits: bits)).privatePEM
    }

    @Test("each setting of meetings is taken as it is meant")
    func taken() throws {
        let meetings = try Self.read([
            "JITSI_APP_ID": "practice", "JITSI_APP_SECRET": Self.secret, "JITSI_TOKEN_IN": "query",
            "JOIN_LINKS": "entrance", "LINK_EXPIRY": "2h", "WAITING_ROOM": "on", "JITSI_EARLY_MINUTES": "0",
            "MEETING_GRACE_MINUTES": "45", "STREAMS_MOST": "7", "JITSI_RESERVATION_SECRET": "0123456789abcdef",
        ]).meetings
        #expect(meetings.tokens?.kind == .own(subject: "meet.example.org") && meetings.tokens?.appID == "practice")
        #expect(meetings.tokenPlace == .query && meetings.joinLinks == .entrance)
        #expect(meetings.linkExpirySeconds == 7_200 && meetings.waitingRoomIsOn)
        #expect((meetings.earlyMinutes, meetings.graceMinutes, meetings.streamsMost) == (0, 45, 7))
        #expect(meetings.reservationSecret == Secret("0123456789abcdef"))
        for (text, seconds) in ["30m": 1_800, "1d": 86_400, "365d": 365 * 86_400] {
            #expect(try Self.read(["LINK_EXPIRY": text]).meetings.linkExpirySeconds == seconds)
        }
    }

    @Test(
        "a token is for the organisation, the host name, or what is set",
        arguments: [
            ("https://meet.example.org/dental", nil, "dental"),
            ("https://Meet.Example.org:8443", nil, "meet.example.org"),
            ("https://meet.example.org/dental", "meet.jitsi", "meet.jitsi"),
        ])
    func subject(url: String, set: String?, subject: String) throws {
        var settings = ["JITSI_URL": url, "JITSI_APP_ID": "a", "JITSI_APP_SECRET": Self.secret]
        settings["JITSI_SUBJECT"] = set
        #expect(try Self.read(settings).meetings.tokens?.kind == .own(subject: subject))
    }

    @Test("an RSA key is taken from its file, and goes by its id")
    func ownKey() throws {
        let tokens = try Self.withFile(try Self.pem(2_048)) { path in
            try Self.read(["JITSI_APP_ID": "a", "JITSI_PRIVATE_KEY_FILE": path, "JITSI_KEY_ID": "k1"]).meetings.tokens
        }
        #expect(tokens?.kind == .own(subject: "meet.example.org") && tokens?.appID == "a")
    }

    @Test("with JaaS meetings are at 8x8.vc, below the App ID")
    func service() throws {
        try Self.withFile(try Self.pem(2_048)) { path in
            let whole = [
                "JAAS_APP_ID": Self.jaas, "JAAS_KEY_ID": "\(Self.jaas)/k1", "JAAS_PRIVATE_KEY_FILE": path,
            ]
            let settings = try Self.read(whole, besides: [:])
            #expect(settings.jitsi.address == "https://8x8.vc/\(Self.jaas)" && settings.meetings.tokens?.kind == .jaas)
            let named = try Self.read(whole, besides: ["JITSI_URL": "https://8x8.vc/\(Self.jaas)/"])
            #expect(named.jitsi == settings.jitsi)
            let wrong: [(String, [String: String])] = [
                ("JITSI_URL", Self.server), ("JITSI_APP_ID", ["JITSI_APP_ID": "a"]),
                ("JITSI_APP_SECRET", ["JITSI_APP_SECRET": Self.secret]), ("JAAS_KEY_ID", ["JAAS_KEY_ID": "k1"]),
                ("JAAS_KEY_ID", ["JAAS_KEY_ID": ""]), ("JAAS_PRIVATE_KEY_FILE", ["JAAS_PRIVATE_KEY_FILE": ""]),
                ("JITSI_RESERVATION_SECRET", ["JITSI_RESERVATION_SECRET": "0123456789abcdef"]),
                ("JOIN_LINKS", ["JOIN_LINKS": "direct"]),
            ]
            for (name, settings) in wrong {
                #expect(Self.nameOfError(whole.merging(settings) { $1 }, besides: [:]) == name)
            }
        }
    }

    @Test("settings that contradict each other stop the start, and the sentence names one of them")
    func contradictions() throws {
        let own = ["JITSI_APP_ID": "a", "JITSI_APP_SECRET": Self.secret]
        let wrong: [(String, [String: String])] = [
            ("JITSI_PRIVATE_KEY_FILE", ["JITSI_PRIVATE_KEY_FILE": "/key.pem"]), ("JITSI_KEY_ID", ["JITSI_KEY_ID": "k"]),
            ("JITSI_APP_SECRET", ["JITSI_APP_SECRET": "s3cret-31-bytes-long-1234567890"]),
            ("JITSI_APP_ID", ["JITSI_APP_SECRET": ""]), ("JITSI_APP_SECRET", ["JITSI_APP_ID": ""]),
            ("JITSI_KEY_ID", ["JITSI_APP_SECRET": "", "JITSI_PRIVATE_KEY_FILE": "/key.pem"]),
            ("JITSI_URL", ["JITSI_URL": "https://meet.jit.si"]), ("JITSI_URL", ["JITSI_URL": ""]),
            ("JOIN_LINKS", ["JOIN_LINKS": "direct"]),
            ("JITSI_RESERVATION_SECRET", ["JITSI_RESERVATION_SECRET": "short"]),
            ("JITSI_RESERVATION_SECRET", ["JITSI_RESERVATION_SECRET": "0123456789abcde/"]),
        ]
        for (name, settings) in wrong { #expect(Self.nameOfError(own.merging(settings) { $1 }) == name) }
        #expect(Self.nameOfError(["JOIN_LINKS": "direct", "LINK_EXPIRY": "2h"]) == "JOIN_LINKS")
        #expect(try Self.read(["JOIN_LINKS": "direct", "WAITING_ROOM": "on"]).meetings.joinLinks == .direct)
    }

    @Test("a key file that is missing, of another kind or too weak stops the start")
    func keyFiles() throws {
        let folder = NSTemporaryDirectory()
        let texts = [
            "", "s3cret", try GeneratedKey(.elliptic).privatePEM, try Self.pem(1_024), try GeneratedKey().publicPEM,
            try GeneratedKey().lockedPEM,
            String(repeating: "x", count: 70_000),
        ]
        func settings(_ path: String) -> [String: String] {
            ["JITSI_APP_ID": "a", "JITSI_PRIVATE_KEY_FILE": path, "JITSI_KEY_ID": "k1"]
        }
        for text in texts {
            let name = try Self.withFile(text) { Self.nameOfError(settings($0)) }
            #expect(name == "JITSI_PRIVATE_KEY_FILE", "\(text.prefix(40))")
        }
        for path in ["/nowhere/at/all", folder] {
            #expect(Self.nameOfError(settings(path)) == "JITSI_PRIVATE_KEY_FILE")
        }
    }

    @Test("nothing that is secret is shown with the settings")
    func secrecy() throws {
        let settings = try Self.read([
            "JITSI_APP_ID": "a", "JITSI_APP_SECRET": Self.secret, "JITSI_RESERVATION_SECRET": "s3cret-0123456789",
        ])
        var text = "\(settings.meetings)" + String(reflecting: settings.meetings)
        dump(settings.meetings, to: &text)
        #expect(!text.contains("s3cret") && !text.contains("115"))
    }

    /// The setting that the start stops at; nil where it does not stop.
    private static func nameOfError(_ settings: [String: String], besides: [String: String] = server) -> String? {
        do { _ = try read(settings, besides: besides) } catch {
            let text = "\(error)"
            #expect(!text.contains("s3cret") && text.hasSuffix("."), "\(text)")
            return (error as? SettingError)?.name
        }
        return nil
    }
}
