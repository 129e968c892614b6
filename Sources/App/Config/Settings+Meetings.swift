import Foundation
import Jitsi

/// Which Jitsi server, whether by tokens, and what people are given.
extension Settings {
    mutating func readMeetings(_ source: SettingSource) throws {
        if let url = source.text("JITSI_URL") {
            do { jitsi = try JitsiServer(url: url) } catch { throw SettingError("JITSI_URL", "\(error)") }
        }
        var meetings = MeetingSettings()
        if let appID = source.text("JAAS_APP_ID") {
            meetings.tokens = try Self.jaas(appID, source)
            jitsi = try Self.jaasServer(appID, source)
        } else {
            meetings.tokens = try Self.ownTokens(source, for: jitsi)
        }
        if let place: MeetingSettings.TokenPlace = try source.word("JITSI_TOKEN_IN") {
            guard meetings.tokens != nil else {
                throw SettingError("JITSI_TOKEN_IN", "It needs JITSI_APP_ID or JAAS_APP_ID beside it.")
            }
            meetings.tokenPlace = place
        }
        try meetings.readLinks(source)
        try meetings.readTimes(source)
        meetings.reservationSecret = try Self.reservationSecret(source, for: jitsi, meetings.tokens)
        self.meetings = meetings
    }

    // MARK: Tokens of a server of one's own

    private static func ownTokens(_ source: SettingSource, for server: JitsiServer) throws -> TokenIssuer? {
        for name in ["JAAS_KEY_ID", "JAAS_PRIVATE_KEY_FILE"] where source.text(name) != nil {
            throw SettingError(name, "It needs JAAS_APP_ID beside it.")
        }
        guard let appID = source.text("JITSI_APP_ID") else {
            for name in ["JITSI_APP_SECRET", "JITSI_PRIVATE_KEY_FILE", "JITSI_KEY_ID", "JITSI_SUBJECT"]
            where source.text(name) != nil {
                throw SettingError(name, "It needs JITSI_APP_ID beside it.")
            }
            return nil
        }
        let key = try ownKey(source)
        guard !server.isMeetJitSi else {
            throw SettingError(
                "JITSI_URL", "meet.jit.si takes no tokens; with JITSI_APP_ID it names a Jitsi server of your own.")
        }
        let subject = source.text("JITSI_SUBJECT") ?? server.usualSubject
        return TokenIssuer(.own(subject: subject), appID: appID, key: key)
    }

    private static func ownKey(_ source: SettingSource) throws -> TokenKey {
        let secret = try secret("JITSI_APP_SECRET", source)
        let file = source.text("JITSI_PRIVATE_KEY_FILE")
        let id = source.text("JITSI_KEY_ID")
        switch (secret, file) {
        case (nil, nil):
            throw SettingError("JITSI_APP_ID", "It needs JITSI_APP_SECRET or JITSI_PRIVATE_KEY_FILE beside it.")
        case (.some, .some):
            throw SettingError(
                "JITSI_PRIVATE_KEY_FILE", "It contradicts JITSI_APP_SECRET: tokens are signed by one of the two.")
        case (.some(let secret), nil):
            guard id == nil else {
                throw SettingError("JITSI_KEY_ID", "It belongs to JITSI_PRIVATE_KEY_FILE; JITSI_APP_SECRET has none.")
            }
            return TokenKey(secret: secret)
        case (nil, .some(let file)):
            guard let id else { throw SettingError("JITSI_KEY_ID", "It is needed with JITSI_PRIVATE_KEY_FILE.") }
            return try key(in: file, of: "JITSI_PRIVATE_KEY_FILE", id: id)
        }
    }

    // MARK: Tokens of Jitsi as a Service

    private static func jaas(_ appID: String, _ source: SettingSource) throws -> TokenIssuer {
        for name in ["JITSI_APP_ID", "JITSI_APP_SECRET", "JITSI_PRIVATE_KEY_FILE", "JITSI_KEY_ID", "JITSI_SUBJECT"]
        where source.text(name) != nil {
            throw SettingError(name, "It contradicts JAAS_APP_ID: tokens are for a server of your own or for JaaS.")
        }
        guard appID.wholeMatch(of: /vpaas-magic-cookie-[A-Za-z0-9]+/) != nil else {
            throw SettingError("JAAS_APP_ID", "It is not of the form vpaas-magic-cookie-….")
        }
        guard let id = source.text("JAAS_KEY_ID") else {
            throw SettingError("JAAS_KEY_ID", "It is needed with JAAS_APP_ID.")
        }
        guard id.hasPrefix(appID + "/"), id.count > appID.count + 1 else {
            throw SettingError("JAAS_KEY_ID", "It is the App ID, a slash, and the key's own name.")
        }
        guard let file = source.text("JAAS_PRIVATE_KEY_FILE") else {
            throw SettingError("JAAS_PRIVATE_KEY_FILE", "It is needed with JAAS_APP_ID.")
        }
        return TokenIssuer(.jaas, appID: appID, key: try key(in: file, of: "JAAS_PRIVATE_KEY_FILE", id: id))
    }

    private static func jaasServer(_ appID: String, _ source: SettingSource) throws -> JitsiServer {
        let server = try JitsiServer(url: "https://8x8.vc/\(appID)")
        if let url = source.text("JITSI_URL"), try JitsiServer(url: url) != server {
            throw SettingError("JITSI_URL", "It contradicts JAAS_APP_ID, with which meetings are at 8x8.vc; remove it.")
        }
        return server
    }

    // MARK: Keys and secrets

    /// No key is a tenth of it.
    private static let largestKeyFile = 64 * 1_024

    private static func key(in path: String, of name: String, id: String) throws -> TokenKey {
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            bytes = try handle.read(upToCount: largestKeyFile + 1) ?? Data()
        } catch { throw SettingError(name, "The file cannot be read.") }
        guard bytes.count <= largestKeyFile else {
            throw SettingError(name, "The file is larger than \(largestKeyFile / 1_024) KiB.")
        }
        do { return try TokenKey(pem: String(decoding: bytes, as: UTF8.self), id: id) } catch {
            throw SettingError(name, "\(error)")
        }
    }

    /// It stands in a path, and Prosody joins that path as it is.
    private static func reservationSecret(
        _ source: SettingSource, for server: JitsiServer, _ tokens: TokenIssuer?
    ) throws -> Secret? {
        guard let secret = source.text("JITSI_RESERVATION_SECRET") else { return nil }
        guard secret.wholeMatch(of: /[A-Za-z0-9._~-]{16,200}/) != nil else {
            throw SettingError(
                "JITSI_RESERVATION_SECRET", "It needs 16 to 200 characters, each a letter, a digit or one of - . _ ~.")
        }
        guard !server.isMeetJitSi, tokens?.kind != .jaas else {
            throw SettingError(
                "JITSI_RESERVATION_SECRET", "Only a Jitsi server of your own, in JITSI_URL, asks for rooms.")
        }
        return Secret(secret)
    }
}

extension MeetingSettings {
    fileprivate mutating func readLinks(_ source: SettingSource) throws {
        joinLinks = try source.word("JOIN_LINKS") ?? joinLinks
        if let text = source.text("LINK_EXPIRY") {
            guard let seconds = Settings.seconds(text), seconds <= 365 * 86_400 else {
                throw SettingError("LINK_EXPIRY", "It is of the form 2h, 30m or 1d (365 days at most).")
            }
            linkExpirySeconds = seconds
        }
        guard joinLinks == .direct else { return }
        let opposed = tokens != nil ? "tokens, which are minted when somebody enters" : "LINK_EXPIRY"
        if tokens != nil || linkExpirySeconds != nil {
            throw SettingError(
                "JOIN_LINKS", "With direct, links lead into the room itself; that contradicts \(opposed).")
        }
    }

    fileprivate mutating func readTimes(_ source: SettingSource) throws {
        waitingRoomIsOn = try source.isFirst("WAITING_ROOM", of: "on", "service") ?? waitingRoomIsOn
        earlyMinutes = try source.number("JITSI_EARLY_MINUTES", 0...1_440) ?? earlyMinutes
        graceMinutes = try source.number("MEETING_GRACE_MINUTES", 0...1_440) ?? graceMinutes
        streamsMost = try source.number("STREAMS_MOST", 1...100_000) ?? streamsMost
    }
}
