import Domain
import Foundation
import Wire

/// What somebody has told for a search, as a page hands it out and takes it back for the next step: sealed, so that no
/// page holds a password, for whoever told it, for that host and for a while.
struct CalendarLogin: Sendable {
    let host: UserID
    let asker: UserID

    private static let lastsSeconds = 1_800

    func sealed(_ draft: CalendarSearchDraft, by seal: Seal, at now: Date) -> String {
        let (access, end) = (draft.access, Int64(now.timeIntervalSince1970) + Int64(Self.lastsSeconds))
        // None of these can hold the end of a line.
        let lines = [
            "\(end)", access.url, access.credentials?.user ?? "", access.credentials?.password ?? "",
        ]
        let text = (lines + draft.agreedServers.sorted()).joined(separator: "\n")
        return seal.seal(Array(text.utf8), of: subject)
    }

    /// Nil for what is too old, or another's, or was not sealed here.
    func opened(_ text: String, by seal: Seal, at now: Date) -> CalendarSearchDraft? {
        guard let bytes = seal.open(text, of: subject) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        guard lines.count >= 4, let end = Int64(lines[0]), end > Int64(now.timeIntervalSince1970) else { return nil }
        let credentials = lines[2].isEmpty ? nil : HTTPCredentials(user: lines[2], password: lines[3])
        return CalendarSearchDraft(
            access: CalendarAccess(url: lines[1], credentials: credentials), agreedServers: Set(lines.dropFirst(4)))
    }

    private var subject: String { "calendar login:\(host):\(asker)" }
}
