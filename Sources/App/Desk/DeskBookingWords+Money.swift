import Domain
import Foundation

/// What the page says of money and of people.
extension DeskBookingWords {
    var money: DeskBookingPage.MoneyBox? {
        let ledger = whole.record.ledger
        guard booking.price.minor > 0 || ledger.received > 0 else { return nil }
        let onItsWay = Refund.sum(whole.record.refunds.filter(\.state.isOpen))
        let fees = ledger.entries.filter { $0.kind == .fee }.reduce(0) { $0 + $1.money.minor }
        let sums: [(key: String, minor: Int64)] = [
            ("received", ledger.received), ("refunded", ledger.refunded), ("on_its_way", onItsWay),
            ("disputed", ledger.disputed), ("fees", fees),
            ("left", ledger.received > 0 ? whole.decision.refundable : 0),
        ]
        let receipt = whole.record.receipt.map { [say("money.receipt", ["number": $0.title])] } ?? []
        return .init(
            moneyHeading: say("money.heading"),
            sums: sums.filter { $0.minor > 0 }.map { say("money.\($0.key)", ["amount": amount($0.minor)]) } + receipt,
            markPaid: markPaid, refund: refundLinks)
    }

    private var markPaid: DeskDeed? {
        guard isAdmin, [.scheduled, .completed, .noShow].contains(booking.status),
            Obstacle(paying: booking.paymentStatus) == nil
        else { return nil }
        return DeskDeed(
            action: "\(path)/mark-paid", button: say("money.mark_paid", ["amount": catalogue.money(booking.price)]))
    }

    private var refundLinks: [NoticePage.Link] {
        guard isAdmin, whole.decision.refundable > 0 else { return [] }
        return [
            .init(href: "\(path)/refund", text: say("money.refund")),
            .init(href: "\(path)/refund?by=hand", text: say("money.by_hand")),
        ]
    }

    // MARK: People

    var people: DeskBookingPage.People {
        let goesOn = booking.status == .scheduled && whole.now < booking.endsAt
        let usesEntrances = booking.meeting.map { links.useEntrances(withWaitingRoom: $0.hasWaitingRoom) } ?? false
        let canRevoke = goesOn && usesEntrances
        let (client, host) = (whole.entry.client, whole.entry.host)
        let persons = [
            person(client.name, client.email, say("people.client"), canRevoke ? [revoke(.client, client.name)] : []),
            person(host.name, "", say("people.host"), canRevoke ? [revoke(.host, host.name)] : []),
        ]
        return .init(
            peopleHeading: say("people.heading"), persons: persons + whole.guests.map { guest($0, goesOn) },
            linksHint: canRevoke || (goesOn && !whole.guests.isEmpty) ? say("people.links") : nil,
            invite: goesOn ? .init(href: "\(path)/invite", text: say("people.invite")) : nil)
    }

    private func guest(_ guest: Participant, _ goesOn: Bool) -> DeskBookingPage.Person {
        let standing = "\(say("people.role.\(guest.role.rawValue)")), \(say("people.state.\(guest.state.rawValue)"))"
        let entrant = Entrant.invited(guest.id)
        let remove = DeskDeed(
            action: "\(path)/people/\(entrant)/remove", button: say("people.remove"), about: guest.name)
        return person(
            guest.name, guest.email, standing,
            !goesOn ? [] : guest.state.isExpected ? [revoke(entrant, guest.name), remove] : [remove])
    }

    private func revoke(_ entrant: Entrant, _ name: String) -> DeskDeed {
        DeskDeed(action: "\(path)/people/\(entrant)/revoke", button: say("people.revoke"), about: name)
    }

    private func person(
        _ name: String, _ email: String, _ standing: String, _ deeds: [DeskDeed]
    ) -> DeskBookingPage.Person {
        .init(name: name, email: email, standing: standing, deeds: deeds)
    }
}
