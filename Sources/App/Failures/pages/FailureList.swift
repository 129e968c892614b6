/// What a page of failures shows.
enum FailureView: String, CaseIterable, Sendable {
    case failed, waiting, sent

    /// Of mails and deliveries.
    var state: Mail.State {
        switch self {
        case .failed: .parked
        case .waiting: .due
        case .sent: .sent
        }
    }

    /// Nil where nothing is left to be done.
    var unsent: Unsent? {
        switch self {
        case .failed: .parked
        case .waiting: .due
        case .sent: nil
        }
    }
}

/// One of the lists of that page, as its forms name it.
enum FailureList: String, CaseIterable, Sendable {
    case mails, deliveries, jobs
}

/// What a form of that page does.
enum FailureDeed: String, CaseIterable, Sendable {
    case resend
    case giveUp = "give-up"
}
