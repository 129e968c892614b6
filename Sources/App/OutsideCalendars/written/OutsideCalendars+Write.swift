import Domain
import Foundation
import Storage

extension OutsideCalendars {
    /// The handler of `calendar_write` jobs: makes the calendars of hosts have a booking as it is by now.
    func write(_ job: Job) async throws -> JobEnd {
        switch try await database.write({ try DueWrite.next(job, by: wishes, in: $0) }) {
        case .nothing: return .done { _ in }
        case .later(let moment): return .next(moment)
        case .put(let event, let known, let link): return try await put(event, over: known, in: link)
        case .takeAway(let known, let uid, let link): return try await takeAway(known, uid: uid, from: link)
        }
    }

    private func put(_ event: OwnEvent, over known: WrittenEvent, in link: CalendarLink) async throws -> JobEnd {
        try await trying(link) { calendar in
            // Where its host has taken it away, it comes back with the next change of the booking.
            let place = try await calendar.write(event, over: known, mayStayAway: known.sequence == event.sequence)
            return .decided { tx in
                var written = known
                (written.sequence, written.endsAt) = (event.sequence, event.end)
                (written.name, written.etag) = (place?.name ?? known.name, place?.etag)
                // Its host may have wished for other titles meanwhile.
                let isRight = try tx.calendarLink(link.id)?.writing.titles == link.writing.titles
                written.state = isRight ? .written : .stale
                try tx.changeWrittenEvent(written)
                try tx.noteWritten(link.id)
                return isRight ? nil : tx.now
            }
        }
    }

    private func takeAway(_ known: WrittenEvent, uid: String, from link: CalendarLink) async throws -> JobEnd {
        try await trying(link) { calendar in
            try await calendar.takeAway(known, uid: uid)
            // At once again: it may belong into another calendar now.
            return .decided { tx in
                try tx.forgetWrittenEvent(known)
                try tx.noteWritten(link.id)
                return tx.now
            }
        }
    }

    private func trying(
        _ link: CalendarLink, _ body: (WritingCalendar) async throws -> JobEnd
    ) async throws -> JobEnd {
        do {
            guard let calendar = writingCalendar(of: link) else { throw CalendarTrouble.unreadable }
            return try await body(calendar)
        } catch let trouble as CalendarTrouble {
            return .again(error: trouble.sentence, rarely: trouble.needsPeople) { tx in
                try tx.noteWriteFailure(link.id, trouble)
            }
        }
    }
}
