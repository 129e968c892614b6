import Domain
import Foundation
import Storage

extension Settlement {
    /// Everything that is known to have happened to a booking, for those who run the practice. What the audit trail and
    /// the mails have forgotten is not there any more. Throws `not_found`.
    func history(of id: BookingID, _ scope: BookingScope) async throws -> BookingHistory {
        try await database.read { tx in
            try Self.history(of: try Bookings.require(id, scope, in: tx).entry, in: tx)
        }
    }

    static func history(of entry: BookingEntry, in tx: any Transaction) throws -> BookingHistory {
        try HistoryReading(entry, in: tx).history
    }
}

/// What is read of a booking to tell its history.
private struct HistoryReading {
    private let entry: BookingEntry
    private let audit: [AuditEntry]
    private let mails: [Mail]
    private let ledger: Ledger
    private let refunds: [Refund]
    private let entrances: [Entrance]
    private let guests: [ParticipantID: Participant]
    private let people: [UserID: Person]

    /// Of each kind.
    private static let most = 200

    init(_ entry: BookingEntry, in tx: any Transaction) throws {
        let id = entry.booking.id
        self.entry = entry
        audit = try tx.auditEntries(AuditFilter(booking: id), ListPart(limit: Self.most)).items
        mails = try tx.mails(about: id, limit: Self.most)
        ledger = try tx.ledger(of: id)
        refunds = try tx.refunds(of: id)
        entrances = try tx.entrances(into: id, limit: Self.most)
        let guests = try tx.participants(of: id)
        self.guests = Dictionary(uniqueKeysWithValues: guests.map { ($0.id, $0) })
        let admins = entrances.compactMap { if case .admin(let user) = $0.entrant { user } else { nil } }
        let named = Set(audit.compactMap(\.actorID) + mails.compactMap(\.userID) + admins)
        let known = [entry.client, entry.host]
        let others = try tx.users(named.subtracting(known.map(\.id))).map(Person.init)
        people = Dictionary((known + others).map { ($0.id, $0) }) { first, _ in first }
    }

    var history: BookingHistory {
        let lines = entrances.flatMap(line) + openRefunds + mailLines + money + deeds
        // Of what happened at one moment a deed is told as the first: the rest came of it.
        let ordered = lines.enumerated().sorted { ($0.element.at, $1.offset) > ($1.element.at, $0.offset) }
        let isWhole = [audit.count, mails.count, entrances.count].allSatisfy { $0 < Self.most }
        return BookingHistory(bookingID: entry.booking.id, lines: ordered.map(\.element), isWhole: isWhole)
    }

    /// The booking's own beginning, where the audit trail has forgotten it.
    private var deeds: [HistoryLine] {
        let lines = audit.map { entry in
            HistoryLine(
                at: entry.at, kind: .deed, action: entry.action, actor: entry.actorID.flatMap { people[$0] },
                detail: Self.texts(entry.detail))
        }
        guard !audit.contains(where: { $0.action == "booking.created" }) else { return lines }
        return lines + [HistoryLine(at: entry.booking.createdAt, kind: .deed, action: "booking.created")]
    }

    private var mailLines: [HistoryLine] {
        mails.map { mail in
            var detail = ["role": mail.role.rawValue, "state": mail.state.rawValue, "to": address(of: mail)]
            detail["error"] = mail.error
            return HistoryLine(
                at: mail.sentAt ?? mail.createdAt, kind: .mail, action: mail.kind.rawValue, detail: detail,
                mailID: mail.id)
        }
    }

    private func address(of mail: Mail) -> String {
        mail.address ?? mail.userID.flatMap { people[$0]?.email } ?? mail.participantID.flatMap { guests[$0]?.email }
            ?? ""
    }

    private var money: [HistoryLine] {
        ledger.entries.reversed().map { entry in
            HistoryLine(
                at: entry.at, kind: .money, action: entry.kind.rawValue,
                detail: Self.detail(entry.money, ["by": entry.intentID == nil ? "hand" : "company"]))
        }
    }

    private var openRefunds: [HistoryLine] {
        refunds.reversed().filter { $0.state != .succeeded }.map { refund in
            var detail = Self.detail(refund.money, ["reason": refund.reason.rawValue])
            detail["error"] = refund.error
            return HistoryLine(at: refund.createdAt, kind: .refund, action: refund.state.rawValue, detail: detail)
        }
    }

    private func line(_ entrance: Entrance) -> [HistoryLine] {
        var detail = ["entrant": entrance.entrant.description]
        detail["name"] = entrance.name ?? name(of: entrance.entrant)
        let moments = [("entered", entrance.enteredAt), ("waited", entrance.waitingSince)]
        return moments.compactMap { action, moment in
            moment.map { HistoryLine(at: $0, kind: .entrance, action: action, detail: detail) }
        }
    }

    private func name(of entrant: Entrant) -> String? {
        switch entrant {
        case .client: entry.client.name
        case .host: entry.host.name
        case .admin(let id): people[id]?.name
        case .invited(let id): guests[id]?.name
        }
    }

    private static func detail(_ money: Money, _ more: [String: String]) -> [String: String] {
        more.merging(["amount": money.major, "currency": money.currency.code]) { first, _ in first }
    }

    /// What the audit trail says further: it writes texts alone.
    private static func texts(_ json: String) -> [String: String] {
        let read = try? JSONReader.value(in: Array(json.utf8))  // try? is fine: what cannot be read says nothing
        guard case .object(let members) = read else { return [:] }
        return members.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
    }
}
