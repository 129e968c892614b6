import Foundation
import Testing

/// What Peers/database_report.py finds in a database and among the mails that arrived.
struct DatabaseReport: Decodable {
    let integrity: String
    let foreign: Int
    let bookings: Int
    let overlaps: [[Int]]
    let cells: Int
    let deliveries: Int
    let duplicates: Int
    let missing: [String]
    let renamed: [String]
    let reminders: Int
    let unreminded: [String]
    let reminded: [String]
    let unknown: [String]
    let unsent: Int
    let defects: [String]

    /// Looks into `database`, a file or a URL. Of reminders so many seconds before a start, those that fell due until
    /// `until` are expected.
    static func of(
        _ database: String, _ mails: MailPeer, reminders: [Int] = [], until: Date = .distantPast
    ) async throws -> DatabaseReport {
        var arguments = [database, mails.folder.url.path]
        if !reminders.isEmpty {
            arguments += [reminders.map { "\($0)" }.joined(separator: ","), "\(Int(until.timeIntervalSince1970))"]
        }
        let peer = try Program.peer("database_report.py", arguments, in: mails.folder)
        #expect(try await peer.end() == 0, "\(peer.errors.text)")
        return try JSONDecoder().decode(Self.self, from: Data(try await peer.output.whole().utf8))
    }

    /// Nothing is damaged, booked twice, unsent, or sent under two names.
    func expectSound() {
        #expect(integrity == "ok")
        #expect(foreign == 0)
        #expect(overlaps.isEmpty)
        #expect(cells == 0)
        #expect(missing.isEmpty)
        #expect(renamed.isEmpty)
        #expect(unreminded.isEmpty)
        #expect(reminded.isEmpty)
        #expect(unknown.isEmpty)
        #expect(unsent == 0)
        #expect(defects.isEmpty)
    }
}
