import Domain
import Foundation

extension Booking {
    /// Where it stands, as lists and its own page tell its client; in `words` for others.
    func pill(at now: Date, _ catalogue: Catalogue, words: String = "page.bookings.state") -> Pill {
        func pill(_ key: String, _ sign: Pill.Sign, _ tone: Pill.Tone? = nil) -> Pill {
            Pill(catalogue.sentence("\(words).\(key)"), sign, tone)
        }
        switch status {
        case .pending where awaitsProof: return pill("awaits_proof", .hourglass, .warn)
        case .pending where paymentStatus == .processing: return pill("bank_decides", .hourglass, .warn)
        case .pending: return pill("awaits_payment", .hourglass, .warn)
        case .scheduled: return now < endsAt ? pill("scheduled", .tick, .good) : pill("over", .tick)
        case .completed: return pill("completed", .tick)
        case .noShow: return pill("no_show", .cross, .bad)
        case .cancelled: return pill("cancelled", .cross)
        case .expired: return pill(lackedProof ? "not_confirmed" : "not_paid", .hourglass)
        }
    }

    /// Whether it was the proof of an address that did not come in time: nothing was to be paid for it, or not yet.
    private var lackedProof: Bool { awaitsProof || paymentStatus == .notRequired }
}

extension BookingEntry {
    /// That something stands elsewhere over it, to those who run the practice; nil where nothing does.
    func clashPill(_ catalogue: Catalogue) -> Pill? {
        clash.map { _ in Pill(catalogue.sentence("page.booking_list.clash"), .warning, .warn) }
    }
}
