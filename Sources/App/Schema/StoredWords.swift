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
