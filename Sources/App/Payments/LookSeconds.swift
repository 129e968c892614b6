/// How long it is until the payment company is asked again, in seconds: every such wait, in one place. Events come
/// sooner where they are set up; where none are, and where they are lost, these are what settles.
enum LookSeconds {
    /// While a client may be paying, and no events are expected.
    static let withoutEvents = 5.0
    /// While a client may be paying, and events are expected.
    static let besideEvents = 60.0
    /// A payment that is not decided, and is on its way by a bank, or which nobody waits for.
    static let undecided = 300.0

    /// A payment that has succeeded, at first, and then each time when it is twice as old: money may go back at the
    /// company's own pages, or come back from a bank, and the event that tells of it may be lost.
    static let succeeded = 86_400.0
    /// The same, while a bank disputes it.
    static let disputed = 86_400.0
    /// One that the company does not know, and that is not decided, so that money may still come: as one that has
    /// succeeded, but sooner at first.
    static let missing = 3_600.0
    /// No payment is looked at when it is older. Stripe asks banks for their answer within 120 days, and few refunds
    /// are later.
    static let oldest = 120 * 86_400.0

    /// A refund that the company works on.
    static let refund = 300.0
    /// A refund that something hinders, in its first day.
    static let hinderedRefund = 3_600.0
    /// A refund that something hinders, and is older than `youngRefund`.
    static let oldRefund = 86_400.0
    static let youngRefund = 86_400.0
}
