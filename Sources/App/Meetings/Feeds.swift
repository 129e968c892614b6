import Domain
import Foundation
import Storage

/// A person's bookings as a calendar that programs fetch: those that they made, and as a host those that they give.
struct Feeds: Sendable {
    let accounts: Accounts
    let bookings: Bookings
    /// Who sends the practice's mails.
    let sender: Sender

    /// What has begun so long ago is in it no more, and what begins so far ahead is in it not yet.
    static let pastSeconds = 31 * 86_400.0
    static let comingSeconds = 366 * 86_400.0
    /// Of each, made and given: the first ones, so that memory is bounded (about two megabytes).
    static let mostEntries = 1_000
    /// Programs are told to look again after so long.
    static let refreshMinutes = 60

    /// The whole calendar that a link leads to. It changes only with what it tells of: what says when it was made is
    /// the last change of each booking, not the moment of asking. Throws `not_found`.
    func calendar(linkedBy token: String) async throws -> String {
        let reader = try await accounts.reader(ofFeed: token)
        let (catalogue, from) = (Catalogue.of(reader.locale), sender.now)
        let entries = try await entries(of: reader).map { entry in
            var event = try BookingInvitation(
                entry, reader: reader, method: .publish, from: from, links: bookings.links
            ).event
            event.stamp = entry.booking.updatedAt
            return event
        }
        let name = catalogue.sentence("calendar.feed", ["practice": from.name ?? "InFormat"])
        return CalendarFeed(name: name, refreshMinutes: Self.refreshMinutes, entries: entries).text()
    }

    /// In the order of their starts. A hold is not in it: it may be given to another, and tells nobody.
    private func entries(of reader: User) async throws -> [BookingEntry] {
        let now = bookings.now()
        var filter = BookingFilter()
        filter.statuses = [.scheduled, .completed, .noShow]
        filter.from = now.addingTimeInterval(-Self.pastSeconds)
        filter.to = now.addingTimeInterval(Self.comingSeconds)
        filter.sort = .earliestFirst
        let part = ListPart(limit: Self.mostEntries)
        filter.clientID = reader.id
        let made = try await bookings.uncounted(filter, part)
        guard reader.isHost else { return made }
        filter.clientID = nil
        filter.hostID = reader.id
        let given = try await bookings.uncounted(filter, part)
        // Whoever books with themselves is told once.
        return (made.filter { $0.booking.hostID != reader.id } + given).sorted {
            ($0.booking.scheduledAt, $0.booking.id.rawValue) < ($1.booking.scheduledAt, $1.booking.id.rawValue)
        }
    }
}
