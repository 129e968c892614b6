import Domain
import Foundation

/// A booking as JSON needs it: numbers, and texts as bytes that stand in a row or in a `Booking`, so that a list goes
/// from rows to bytes without values between. Instants are seconds since 1970.
struct BookingPieces {
    let id, clientID, serviceID, hostID: Int64
    let scheduledAt, duration, changeNotice, minor, refundedMinor: Int64
    let holdExpiresAt, cancelledAt: Int64?
    let createdAt, updatedAt: Int64
    let status, paymentStatus, currency: TextPiece
    /// JSON.
    let refundPolicy: TextPiece
    let notes, privateNotes, cancelReason, cancelledBy: TextPiece?
    /// JSON; nil where there are none.
    let answers: TextPiece?
    /// Until when its client may withdraw; nil where that was not promised.
    let withdrawUntil, earlyStartAt, withdrawnAt: Int64?
    var meeting: MeetingPieces?
    /// What stands elsewhere over it, as JSON; nil for nothing.
    var clash: [UInt8]?

    /// More than what is no text can take, names of members included.
    private static let fixedBytes = 1_600

    var mostBytes: Int {
        let needed = status.mostBytes + paymentStatus.mostBytes + currency.mostBytes + refundPolicy.mostBytes
        return Self.fixedBytes + needed + (notes?.mostBytes ?? 0) + (cancelReason?.mostBytes ?? 0)
            + (cancelledBy?.mostBytes ?? 0) + (meeting?.room.mostBytes ?? 0)
            + (answers?.bytes.count ?? 0) + (privateNotes?.mostBytes ?? 0)
            + (clash?.count ?? 0)
    }

    /// No two states begin with one letter, but for those that are over.
    var isPending: Bool { status.bytes.first == UInt8(ascii: "p") }
    var isScheduled: Bool { status.bytes.first == UInt8(ascii: "s") }
    var isExpired: Bool { status.bytes.first == UInt8(ascii: "e") }

    /// What says who is told what of its meeting; nil where it has none.
    var place: MeetingPlace? {
        meeting.map { meeting in
            MeetingPlace(
                bookingID: BookingID(rawValue: id), clientID: UserID(rawValue: clientID),
                hostID: UserID(rawValue: hostID),
                standing: isPending ? .pending : isScheduled ? .scheduled : .over,
                times: meeting.times(from: scheduledAt), generations: meeting.generations,
                room: { String(decoding: meeting.room.name.bytes, as: UTF8.self) },
                server: { String(decoding: meeting.room.server.bytes, as: UTF8.self) })
        }
    }
}

/// A booking's meeting in pieces.
struct MeetingPieces {
    let room: RoomPieces
    let hasWaitingRoom: Bool
    let openedAt, closedAt: Int64?
    let endsAt: Int64
    /// Counts the links that were taken back.
    let generation: Int64
    /// How often that was, by person; to be read where there were any.
    var generations: [Entrant: Int64] = [:]

    func times(from start: Int64) -> MeetingTimes {
        func instant(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
        return MeetingTimes(
            startsAt: instant(start), endsAt: instant(endsAt), hasWaitingRoom: hasWaitingRoom,
            openedAt: openedAt.map(instant), closedAt: closedAt.map(instant))
    }
}

extension Booking {
    /// Its pieces, for as long as `use` runs.
    func pieces<Result>(_ use: (BookingPieces) -> Result) -> Result {
        let texts: [String?] = [
            status.rawValue, paymentStatus.rawValue, price.currency.code, refundPolicy.rawValue, notes, cancelReason,
            room?.name, room?.server, cancelledBy?.rawValue, answers.rawValue, privateNotes,
        ]
        let bytes = texts.map { $0.map { Array($0.utf8) } }
        return Array(bytes.compactMap(\.self).joined()).withUnsafeBufferPointer { all in
            var start = 0
            let pieces = bytes.map { text -> TextPiece? in
                guard let text else { return nil }
                defer { start += text.count }
                return TextPiece(UnsafeBufferPointer(rebasing: all[start..<start + text.count]))
            }
            func needed(_ index: Int) -> TextPiece { pieces[index] ?? TextPiece(.init(start: nil, count: 0)) }
            func seconds(_ instant: Date) -> Int64 { Int64(instant.timeIntervalSince1970) }
            return use(
                BookingPieces(
                    id: id.rawValue, clientID: clientID.rawValue, serviceID: serviceID.rawValue,
                    hostID: hostID.rawValue, scheduledAt: seconds(scheduledAt), duration: Int64(duration),
                    changeNotice: Int64(changeNotice), minor: price.minor, refundedMinor: refundedMinor,
                    holdExpiresAt: holdExpiresAt.map(seconds), cancelledAt: cancelledAt.map(seconds),
                    createdAt: seconds(createdAt), updatedAt: seconds(updatedAt), status: needed(0),
                    paymentStatus: needed(1), currency: needed(2), refundPolicy: needed(3), notes: pieces[4],
                    privateNotes: pieces[10], cancelReason: pieces[5], cancelledBy: pieces[8], answers: pieces[9],
                    withdrawUntil: withdrawal.map { seconds($0.until) },
                    earlyStartAt: withdrawal?.earlyStartAt.map(seconds),
                    withdrawnAt: withdrawal?.declaredAt.map(seconds),
                    meeting: meeting.flatMap { meeting in
                        RoomPieces(name: pieces[6], server: pieces[7]).map { room in
                            MeetingPieces(
                                room: room, hasWaitingRoom: meeting.hasWaitingRoom,
                                openedAt: meeting.openedAt.map(seconds), closedAt: meeting.closedAt.map(seconds),
                                endsAt: seconds(meeting.endsAt), generation: meeting.generation,
                                generations: meeting.generations)
                        }
                    }))
        }
    }
}
