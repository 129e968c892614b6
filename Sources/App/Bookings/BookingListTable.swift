import Domain
import Foundation
import Storage

extension Transaction {
    /// Writes a part of a list as an array of JSON, from rows to bytes; also says how many there are in all.
    func writeBookings(
        _ filter: BookingFilter, _ part: ListPart, _ view: BookingView, into json: inout JSONText
    ) throws -> Listing<BookingPlace> {
        let query = try bookingQuery(filter)
        let clashes = view.showsPrivateNotes ? try openClashes() : [:]
        var (names, written, currency) = (WrittenBookingNames(knowing: view.reader), 0, StoredCurrency())
        return try Listing.read(
            part,
            find: { more in
                try rows(query.part(more)) { row in
                    var booking = try BookingPieces(row: row)
                    if let meeting = booking.meeting, meeting.generation > 0 {
                        booking.meeting?.generations = try entranceGenerations(of: BookingID(rawValue: booking.id))
                    }
                    booking.clash = clashes.isEmpty ? nil : clash(of: booking, among: clashes)?.json
                    // The one more is there to be seen only.
                    if written < part.limit {
                        json.booking(
                            booking, try names.names(booking, in: self), decimals: currency.decimals(booking.currency),
                            view)
                        written += 1
                    }
                    return BookingPlace(scheduledAt: booking.scheduledAt, id: booking.id)
                }
            }, place: { ListPlace($0.scheduledAt, $0.id) }, count: { try bookingCount(query, upTo: $0) })
    }

    private func clash(of booking: BookingPieces, among open: [BookingID: BookingClash]) -> BookingClash? {
        let isComing = booking.isPending || booking.isScheduled
        let start = Date(timeIntervalSince1970: Double(booking.scheduledAt))
        return isComing && start > now ? open[BookingID(rawValue: booking.id)] : nil
    }

    /// A part of a list with the names that belong to it, of which those of these services are known.
    func bookingEntries(
        _ filter: BookingFilter, _ part: ListPart, knowing offerings: [Offering]
    ) throws -> Listing<BookingEntry> {
        let query = try bookingQuery(filter)
        let listing = try Listing.read(
            part, find: { try rows(query.part($0), Booking.init(row:)) }, place: \.placeInList,
            count: { try bookingCount(query, upTo: $0) })
        // In one look: mostly each row has another client.
        let people = try users(Set(listing.items.flatMap { [$0.clientID, $0.hostID] }))
        var names = BookingNames(knowing: people, offerings)
        return try listing.map { try names.entry($0, in: self) }
    }

    /// What was paid for bookings and has not gone back, by currency; of so many bookings at most.
    func paid(_ filter: BookingFilter, most: Int) throws -> [Money] {
        try rows(try bookingQuery(filter).paid(upTo: most)) { row in
            Money(minor: try row.int(1), currency: Currency(stored: try row.text(0)))
        }
    }

    /// A part of a list alone.
    func uncountedBookings(_ filter: BookingFilter, _ part: ListPart) throws -> [Booking] {
        try rows(try bookingQuery(filter).part(part), Booking.init(row:)).map(knowingGenerations)
    }

    private func bookingQuery(_ filter: BookingFilter) throws -> BookingQuery {
        BookingQuery(filter, try filter.search.map { try people(matching: $0) })
    }

    /// Where many people are sought, their bookings are counted person by person, unless there are few bookings to look
    /// through.
    private func bookingCount(_ query: BookingQuery, upTo most: Int) throws -> Int {
        guard case .many = query.people, query.lead == .states || query.lead == .time else {
            return try count(query.count(upTo: most))
        }
        let all = try count(BookingQuery(query.filter, nil, lead: query.lead).count(upTo: most))
        if all < most { return all == 0 ? 0 : try count(query.count(upTo: most)) }
        let byPerson = BookingQuery(query.filter, query.people, lead: .client)
        return try count(byPerson.count(upTo: most, .peopleFirst))
    }
}

/// Where a booking stands in a list.
struct BookingPlace: Sendable {
    let scheduledAt, id: Int64
}

/// The decimals of the currency that the row before had: mostly the next one's too.
private struct StoredCurrency {
    private var code: [UInt8] = []
    private var decimals = 0

    mutating func decimals(_ stored: TextPiece) -> Int {
        if !code.elementsEqual(stored.bytes) {
            code = Array(stored.bytes)
            decimals = Currency(stored: String(decoding: code, as: UTF8.self)).exponent
        }
        return decimals
    }
}
