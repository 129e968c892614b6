import Domain
import Storage

// Words of Domain that columns hold. They stand on the ground, because tables of several rooms know them.
extension BookingStatus: Storable {}
extension PaymentStatus: Storable {}
extension BookingActor: Storable {}
extension LedgerKind: Storable {}
extension IntentStatus: Storable {}
extension Refund.Reason: Storable {}
extension Refund.State: Storable {}
extension RefundPolicy: Storable {}
extension IntakeQuestions: Storable {}
extension IntakeAnswers: Storable {}
extension ID: Storable {}

/// Tax in two columns, of which one is NULL at least.
extension Tax {
    init?(basisPoints: Int64?, note: String?) {
        guard let tax = basisPoints.map(Tax.included) ?? note.map(Tax.note) else { return nil }
        self = tax
    }

    var basisPoints: Int64? {
        if case .included(let points) = self { points } else { nil }
    }

    var note: String? {
        if case .note(let note) = self { note } else { nil }
    }
}
