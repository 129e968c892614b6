import Domain
import Foundation
import Storage

extension OutsideCalendars {
    private static let pageRows = 500

    /// Seals every address, user and password under the present key that was sealed under another one; asked at the
    /// start. What cannot be opened stays as it is: its host is told to enter it again.
    func resealAddresses() async throws {
        var last = CalendarLinkID(rawValue: 0)
        while true {
            let page = try await database.read { [seal, last] tx in
                try tx.calendarLinks(after: last, notUnder: seal.keyName, limit: Self.pageRows)
            }
            guard let end = page.last else { return }
            try await database.write { [seal] tx in
                for link in page {
                    guard let access = seal.access(of: link) else { continue }
                    try tx.seal(link, as: seal.sealed(access, of: link.id), keyName: seal.keyName)
                }
            }
            last = end.id
        }
    }
}
