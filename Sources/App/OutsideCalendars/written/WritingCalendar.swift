import Domain
import Wire

/// A host's calendar (CalDAV) as bookings are written into it. Every function throws `CalendarTrouble` where its server
/// does not do what it should, and `CancellationError`.
struct WritingCalendar: Sendable {
    let client: CalDAVClient
    /// Of the whole calendar.
    let url: String

    /// An event where it is.
    struct Place: Sendable, Equatable {
        let name: String
        let etag: String?
    }

    /// Makes the calendar have an event as it is by now, whatever was written before. Nil where its host has taken it
    /// away since then, and it may stay away.
    func write(_ event: OwnEvent, over known: WrittenEvent, mayStayAway: Bool) async throws -> Place? {
        if let etag = known.etag, let place = try await put(event, known.name, if: .has(etag)) { return place }
        guard known.sequence != nil else { return try await create(event, as: known.name) }
        // Its host has moved it, or taken it away.
        if let place = try await overwrite(event, at: known.name) { return place }
        return mayStayAway ? nil : try await create(event, as: known.name)
    }

    /// Takes an event away, whatever its host has made of it. One that is not there (any more) is fine.
    func takeAway(_ known: WrittenEvent, uid: String) async throws {
        // What was only begun may have met an event of another name.
        let found = known.sequence == nil ? try await find(uid)?.name : nil
        let address = address(of: found ?? known.name)
        if let etag = known.etag, try Self.isGone(try await client.delete(address, if: .has(etag))) { return }
        guard try Self.isGone(try await client.delete(address)) else { throw CalendarTrouble.failing }
    }

    /// Some servers take a second event of one UID, others refuse it with an answer of their own, so it is sought
    /// first: from the booking's mails, or from a try whose end was lost.
    private func create(_ event: OwnEvent, as name: String) async throws -> Place {
        if let other = try await find(event.uid), let place = try await overwrite(event, at: other.name) {
            return place
        }
        if let place = try await put(event, name, if: .isNew) { return place }
        guard let place = try await overwrite(event, at: name) else { throw CalendarTrouble.failing }
        return place
    }

    /// Nil where there is none.
    private func overwrite(_ event: OwnEvent, at name: String) async throws -> Place? {
        guard let there = try await look(at: name) else { return nil }
        guard let etag = there.etag, let place = try await put(event, name, if: .has(etag)) else {
            throw CalendarTrouble.failing
        }
        return place
    }

    /// Nil where the condition does not hold; servers say so in several ways.
    private func put(_ event: OwnEvent, _ name: String, if condition: CalDAVClient.Condition) async throws -> Place? {
        let answer = try await client.put(address(of: name), event.text(), if: condition)
        switch answer.status {
        case 200, 201, 204: return Place(name: name, etag: answer.etag)
        case 400, 404, 409, 410, 412: return nil
        default: throw Self.trouble(answer)
        }
    }

    /// By PROPFIND: the ETag of a GET may be that of its compressed form, which no condition knows.
    private func look(at name: String) async throws -> Place? {
        let answer = try await client.propfind(address(of: name), .itself, [.dav("getetag")])
        if answer.status == 404 || answer.status == 410 { return nil }
        return try answer.resources().first.map { Place(name: name, etag: $0.text(.dav("getetag"))) }
    }

    /// The event of a UID, wherever it is in the calendar; none where the server does not understand the question.
    private func find(_ uid: String) async throws -> Place? {
        let answer = try await client.report(url, .named(uid))
        guard answer.status == 207 else { return nil }
        guard let found = try answer.resources().first, let name = found.url.split(separator: "/").last else {
            return nil
        }
        return Place(name: String(name), etag: found.text(.dav("getetag")))
    }

    /// False where the condition does not hold.
    private static func isGone(_ answer: DAVAnswer) throws -> Bool {
        switch answer.status {
        case 200, 202, 204, 404, 410: return true
        case 412: return false
        default: throw trouble(answer)
        }
    }

    private static func trouble(_ answer: DAVAnswer) -> CalendarTrouble {
        [403, 405].contains(answer.status) ? .readOnly : CalendarTrouble(status: answer.status, ofSignedIn: true)
    }

    private func address(of name: String) -> String { url.hasSuffix("/") ? url + name : "\(url)/\(name)" }
}
