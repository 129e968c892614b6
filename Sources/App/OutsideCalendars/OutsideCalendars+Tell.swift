import Domain
import Foundation
import Storage

extension OutsideCalendars {
    /// How long a calendar has failed when its host is told, in seconds: an hour, and a day, once each.
    private static let toldAfter = [3_600.0, 86_400]

    /// Tells the host of a calendar that could not be read just now, where it has been so long enough; one that works
    /// again begins anew.
    func tellTrouble(of link: CalendarLink, in tx: any Transaction) throws {
        guard let reading = try tx.calendarReading(of: link.id), let since = reading.troubleSince,
            let due = Self.toldAfter.map(since.addingTimeInterval).filter({ $0 <= tx.now }).max()
        else { return }
        if let told = reading.toldAt, told >= due { return }
        try tx.noteTold(of: link.id)
        try tx.post([
            NewMail(
                kind: .calendarTrouble, role: .host, userID: link.hostID, calendarID: link.id,
                token: Digest.hex(random(16)))
        ])
    }
}
