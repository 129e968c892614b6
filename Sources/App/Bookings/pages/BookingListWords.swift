import Domain
import Foundation

/// What the list of the practice's bookings says, in its reader's words and zone.
struct BookingListWords {
    private let listed: ListedBookings
    private let asked: BookingListQuery
    private let reader: User
    private let catalogue: Catalogue
    private let dates: DateText

    /// Choices of one field at most.
    private static let mostChoices = 200

    init(_ listed: ListedBookings, _ asked: BookingListQuery, _ reader: User, _ catalogue: Catalogue) {
        (self.listed, self.asked, self.reader, self.catalogue) = (listed, asked, reader, catalogue)
        dates = DateText(catalogue: catalogue, zone: asked.zone)
    }

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        catalogue.sentence("page.booking_list.\(key)", gaps)
    }

    /// What the fields are called.
    var labels: [String: String] {
        Dictionary(uniqueKeysWithValues: BookingListQuery.names.map { ($0, say("label.\($0)")) })
    }

    /// `214 match, the latest first. Times in Berlin time (CET, UTC+1).`
    var line: String {
        let total = listed.listing.total
        let zone = ZoneText(asked.zone, at: listed.now, catalogue).whole
        let count = (listed.listing.isExact ? "match" : "match_more") + (isUp ? "_up" : "")
        return say(count, ["count": String(total)]) + " " + say("zone", ["zone": zone])
    }

    /// Whether the earliest come first.
    var isUp: Bool { asked.sort == .earliestFirst }

    /// The same list the other way round.
    var otherOrder: NoticePage.Link {
        let way = asked.address(BookingListPages.path, sort: isUp ? .latestFirst : .earliestFirst)
        return .init(href: way, text: say(isUp ? "latest_first" : "earliest_first"))
    }

    var paid: String? {
        guard let paid = listed.paid, !paid.isEmpty else { return nil }
        return say("paid", ["amounts": paid.map(catalogue.money).joined(separator: ", ")])
    }

    // MARK: Filters

    func input(_ name: String, _ type: String, _ failure: FormFailure?) -> FilterInput {
        FilterInput(
            name: name, label: say("label.\(name)"), type: type, value: asked.typed[name] ?? "",
            error: failure?.about(name))
    }

    func choices(_ failure: FormFailure?) -> [FormChoice] {
        let hosts = listed.offerings.map { ($0.host.id.description, $0.host.name) }
        let services = listed.offerings.map { ($0.service.id.description, $0.service.title) }
        let states = BookingStatus.allCases.map { ($0.rawValue, say("status.\($0.rawValue)")) }
        let payments = PaymentStatus.allCases.map { ($0.rawValue, say("payment.\($0.rawValue)")) }
        return [
            choice("status", states, failure), reader.isAdmin ? choice("host_id", hosts, failure) : nil,
            choice("service_id", services, failure), choice("payment_status", payments, failure),
        ].compactMap(\.self)
    }

    private func choice(_ name: String, _ known: [(value: String, text: String)], _ failure: FormFailure?) -> FormChoice
    {
        let typed = asked.typed[name] ?? ""
        var (all, seen) = ([(value: "", text: say("all"))], Set([""]))
        for option in known.prefix(Self.mostChoices) where seen.insert(option.value).inserted { all.append(option) }
        // What was asked for is told, also where it is none of these.
        if !seen.contains(typed), typed.utf8.count <= 80 { all.append((typed, typed)) }
        return FormChoice(
            name, say("label.\(name)"),
            of: all.map { .init(value: $0.value, text: $0.text, isChosen: $0.value == typed) }, failure: failure)
    }

    // MARK: Rows

    func row(_ entry: BookingEntry) -> BookingListPage.Row {
        let booking = entry.booking
        return BookingListPage.Row(
            href: BookingListPages.path(of: booking.id), moment: moment(booking.scheduledAt), name: entry.client.name,
            email: entry.client.email, title: entry.serviceTitle, hostName: reader.isAdmin ? entry.host.name : nil,
            sum: catalogue.money(booking.price), paidHow: paidHow(booking),
            pill: booking.pill(at: listed.now, catalogue, words: "page.booking_list.state"),
            clash: entry.clashPill(catalogue))
    }

    /// With its year where that is another.
    private func moment(_ instant: Date) -> String {
        let date = dates.date(of: instant)
        let isThisYear = date.civil.year == dates.date(of: listed.now).civil.year
        let gaps = [
            "day": dates.shortDay(date), "time": dates.time(of: instant), "year": String(date.civil.year),
        ]
        return say(isThisYear ? "moment" : "moment_of_year", gaps)
    }

    private func paidHow(_ booking: Booking) -> String {
        guard booking.paymentStatus == .partiallyRefunded else {
            return say("payment.\(booking.paymentStatus.rawValue)")
        }
        return say("back", ["amount": catalogue.money(booking.refunded)])
    }

    // MARK: Pages

    var pager: BookingListPage.Pager? {
        let (part, listing) = (listed.listing.part, listed.listing)
        guard !listing.items.isEmpty, part.offset > 0 || listing.next != nil else { return nil }
        func link(_ key: String, _ offset: Int) -> NoticePage.Link {
            .init(href: asked.address(BookingListPages.path, offset: offset), text: say(key))
        }
        let last = part.offset + listing.items.count
        let gaps = ["first": String(part.offset + 1), "last": String(last), "total": String(listing.total)]
        let hasMore = listing.next != nil && last <= ListPart.largestOffset
        return BookingListPage.Pager(
            label: say("pages"), place: say(listing.isExact ? "place" : "place_of_more", gaps),
            before: part.offset > 0 ? link(isUp ? "older" : "newer", max(0, part.offset - part.limit)) : nil,
            after: hasMore ? link(isUp ? "newer" : "older", last) : nil)
    }
}
