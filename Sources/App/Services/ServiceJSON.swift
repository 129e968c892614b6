import Domain
import Foundation

extension JSONText {
    /// A service with its host.
    mutating func service(_ offered: Offering) {
        let service = offered.service
        object { json in
            json.field("id", service.id)
            json.field("slug", service.slug)
            json.field("title", service.title)
            json.field("description", service.description)
            json.field("duration", service.duration)
            json.fields(service.price)
            json.field("host") { json in
                json.field("id", offered.host.id)
                json.field("name", offered.host.name)
            }
            json.field("buffer_before", service.bufferBefore)
            json.field("buffer_after", service.bufferAfter)
            json.field("slot_step", service.slotStep)
            json.field("minimum_notice", service.minimumNotice)
            json.field("booking_horizon", service.bookingHorizon)
            json.field("change_notice", service.changeNotice)
            json.field("refund_policy", json: service.refundPolicy.rawValue)
            json.field("active", service.isActive)
            json.field("bookings_per_person", service.bookingsPerPerson.map(Int64.init))
            json.field("bookings_per_address", service.bookingsPerAddress.map(Int64.init))
            json.field("waiting_room", service.hasWaitingRoom)
            json.field("questions", json: service.questions.rawValue)
            json.fields(service.tax)
            json.field("right_of_withdrawal", service.withdrawal.isGiven)
            json.field("withdrawal_days", service.withdrawal.days)
            json.field("withdrawal_reason", service.withdrawal.reason)
        }
    }

    /// `tax_percent` and `tax_note`, of which one is null at least.
    mutating func fields(_ tax: Tax?) {
        switch tax {
        case .included(let points): field("tax_percent", json: Tax.percent(points))
        case .note, nil: field("tax_percent", json: "null")
        }
        if case .note(let note) = tax { field("tax_note", note) } else { field("tax_note", json: "null") }
    }
}
