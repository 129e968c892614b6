import Domain
import Foundation
import Storage

/// A calendar as its host is shown it.
struct ShownCalendar: Sendable {
    let link: CalendarLink
    let reading: CalendarReading
    /// So much of its address that its owner knows which one it is; nil where it cannot be opened.
    let address: String?
    /// How many stretches it takes from now on.
    let stretches: Int
    /// When it is looked at next.
    let nextLookAt: Date?
    let standing: WriteStanding
}

extension OutsideCalendars {
    /// A host's, the oldest first. Throws `not_found` for whoever is no host.
    func calendars(of host: UserID) async throws -> [ShownCalendar] {
        try await database.read { tx in
            _ = try Self.host(host, in: tx)
            return try tx.calendarLinks(of: host).map { try shown($0, in: tx) }
        }
    }

    /// Links a calendar, which is read at once. Throws `validation_failed` where there are too many.
    func add(_ draft: CalendarDraft, to host: UserID, by actor: User) async throws -> ShownCalendar {
        try await database.write { tx in
            _ = try Self.host(host, in: tx)
            let others = try tx.calendarLinks(of: host)
            guard others.count < CalendarLink.most else {
                throw Problem.invalid("url", .tooMany, ["maximum": "\(CalendarLink.most)"])
            }
            try Self.requireOneWritten(draft.writing, beside: others)
            let id = try tx.nextCalendarLinkID()
            let link = CalendarLink(
                id: id, hostID: host, kind: draft.kind, name: draft.name, access: seal.sealed(draft.access, of: id),
                rules: draft.rules, writing: draft.writing, createdAt: tx.now)
            try tx.addCalendarLink(link, keyName: seal.keyName)
            try begin(link, in: tx)
            try Self.beginWriting(link, in: tx)
            try tx.audit("calendar.linked", by: actor.id, user: host, detail: ["calendar": "\(id)"])
            return try shown(link, in: tx)
        }
    }

    /// Changes how a calendar is read, or which one it is: then it is read anew, and until that is done what was read
    /// of it stays. Throws `not_found`.
    func change(
        _ id: CalendarLinkID, of host: UserID, _ change: CalendarChange, by actor: User
    ) async throws -> ShownCalendar {
        try await database.write { tx in
            let old = try Self.require(id, of: host, in: tx)
            var new = old
            new.name = change.name ?? old.name
            new.rules = change.rules(old.rules)
            new.writing = try change.writing(of: old)
            try Self.requireOneWritten(new.writing, beside: try tx.calendarLinks(of: host).filter { $0.id != id })
            if let access = try change.access(of: old, before: seal.access(of: old)) {
                new.access = seal.sealed(access, of: id)
                try tx.seal(old, as: new.access, keyName: seal.keyName)
            }
            if new.rules != old.rules || new.access != old.access {
                try tx.forgetCalendarReading(of: id)
                _ = try tx.takeJob(.calendar, subject: id)
                try begin(new, in: tx)
                if !new.rules.blocks {
                    try tx.freeElsewhere(of: host, by: id)
                    try overBookings(new, [], tx)
                }
            }
            try tx.changeCalendarLink(new)
            try Self.beginWriting(new, insteadOf: old, isMoved: change.url != nil, in: tx)
            try tx.audit("calendar.changed", by: actor.id, user: host, detail: ["calendar": "\(id)"])
            return try shown(new, in: tx)
        }
    }

    /// The calendar takes nothing any more. Where it is to be rid of bookings that were written into it, that happens
    /// later. Throws `not_found`.
    func delete(
        _ id: CalendarLinkID, of host: UserID, removingEvents: Bool = false, by actor: User
    ) async throws {
        try await database.write { tx in
            let link = try Self.require(id, of: host, in: tx)
            if removingEvents, try tx.hasWrittenEvents(in: id) {
                try overBookings(link, [], tx)
                try Self.removeWithEvents(link, in: tx)
            } else {
                try Self.remove(link, in: tx)
            }
            try tx.audit("calendar.unlinked", by: actor.id, user: host, detail: ["calendar": "\(id)"])
        }
    }

    /// Takes all calendars of somebody away who leaves.
    static func forgetCalendars(of host: UserID, in tx: any Transaction) throws {
        for link in try tx.everyCalendarLink(of: host) { try remove(link, in: tx) }
    }

    private static func requireOneWritten(_ writing: CalendarWriting, beside others: [CalendarLink]) throws {
        guard !writing.isOn || !others.contains(where: \.writing.isOn) else {
            throw Problem.invalid("writes", .tooMany, ["maximum": "1"])
        }
    }

    private static func remove(_ link: CalendarLink, in tx: any Transaction) throws {
        try tx.deleteCalendarLink(link.id)
        try tx.freeElsewhere(of: link.hostID, by: link.id)
        _ = try tx.takeJob(.calendar, subject: link.id)
    }

    private func begin(_ link: CalendarLink, in tx: any Transaction) throws {
        guard link.rules.blocks else { return }
        try tx.addJob(NewJob(kind: .calendar, subject: link.id, dueAt: tx.now))
    }

    func shown(_ link: CalendarLink, in tx: any Transaction) throws -> ShownCalendar {
        guard let reading = try tx.calendarReading(of: link.id) else { throw Problem(.notFound) }
        return ShownCalendar(
            link: link, reading: reading, address: seal.access(of: link).map { FeedAddress.shown($0.url) },
            stretches: try tx.countElsewhere(of: link.hostID, by: link.id),
            nextLookAt: try tx.nextDue(.calendar, of: link.id), standing: try tx.writeStanding(of: link.id))
    }

    static func require(
        _ id: CalendarLinkID, of host: UserID, in tx: any Transaction
    ) throws -> CalendarLink {
        guard let link = try tx.calendarLink(id), link.hostID == host, !link.isRemoved else {
            throw Problem(.notFound)
        }
        return link
    }

    static func host(_ id: UserID, in tx: any Transaction) throws -> User {
        guard let user = try tx.user(id), user.isHost else { throw Problem(.notFound) }
        return user
    }
}
