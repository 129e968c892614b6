import Domain
import Foundation
import Storage

/// People's own entrances into meetings: what stands behind a link, and who goes in by it.
struct Entrances: Sendable {
    let meetings: Meetings

    var links: Links { meetings.bookings.links }
    private var database: any Database { meetings.database }

    /// Looks, and changes nothing. Throws `link_expired`, with the obstacle `linkRevoked` where it was taken back.
    func look(_ token: String) async throws -> Doorstep {
        try await database.read { try doorstep(token, in: $0) }
    }

    /// Somebody wants to go in, by their own deed. Throws as `look`.
    func enter(_ token: String) async throws -> Entering {
        try await database.write { tx in
            let step = try doorstep(token, in: tx)
            guard step.door == .open || step.door == .waits else { return .stays(step) }
            try accept(step, in: tx)
            switch try meetings.arrive(step.entrant, at: step.booking.id, in: tx) {
            case .waits: return .stays(step)
            case .goesIn:
                let way = try links.way(into: step.meeting, startingAt: step.booking.scheduledAt, as: step.guest)
                return way.map { .goes(to: $0, step) } ?? .stays(step)
            }
        }
    }

    /// The browser of somebody who waits has asked for the entrance again: they are still there.
    func notePresence(of step: Doorstep) async throws {
        guard step.door == .waits else { return }
        try await meetings.present(step.entrant, at: step.booking.id)
    }

    /// The name of the person for this meeting alone; nil for the one that they go by. Throws as `look`, and
    /// `validation_failed` for the name of the host.
    func name(_ token: String, as name: String?) async throws -> Doorstep {
        try await database.write { tx in
            let step = try doorstep(token, in: tx)
            if let name, step.entrant != .host {
                let isHosts = PersonName.isAlike(name, step.entry.host.name)
                guard !isHosts else { throw Problem.invalid("name", .hostsName) }
            }
            try tx.nameEntrant(step.entrant, into: step.booking.id, as: name)
            return try doorstep(token, in: tx)
        }
    }

    func doorstep(_ text: String, in tx: any Transaction) throws -> Doorstep {
        guard let token = EntranceToken(text), let entry = try tx.bookingEntry(token.bookingID),
            let meeting = entry.booking.meeting,
            let person = try tx.entrancePerson(token.entrant, of: entry.booking)
        else { throw Problem(.linkExpired) }
        let way = EntranceWay(
            bookingID: entry.booking.id, room: meeting.room.name, entrant: token.entrant,
            generation: meeting.generation(of: token.entrant), personID: person.id, email: person.email)
        switch links.standing(of: token, on: way) {
        case .good: break
        case .revoked:
            var problem = Problem(.linkExpired)
            problem.obstacle = .linkRevoked
            throw problem
        case .foreign: throw Problem(.linkExpired)
        }
        return Doorstep(
            entry: entry, meeting: meeting, person: person,
            entrance: try tx.entrance(of: token.entrant, into: entry.booking.id),
            hasMoved: try entry.booking.sequence > 0 && tx.wereToldOfMove(of: entry.booking.id), window: links.window,
            now: tx.now
        )
    }
}

/// What comes of somebody who wants to go in.
enum Entering: Sendable {
    /// Into the meeting, by an address that is theirs alone.
    case goes(to: String, Doorstep)
    /// Not now; the doorstep says why.
    case stays(Doorstep)
}

extension Doorstep {
    /// As whom the person goes in.
    var guest: MeetingGuest { MeetingGuest(id: entrant.description, name: name, email: person.email, role: role) }
}
