/// What a new practice sets before clients come, in the order in which it is shown; the raw values are stored.
enum SetupStep: String, CaseIterable, Sendable {
    case account, practice, hours, service, mail, meetings, texts
}

/// How far the set-up of a new practice has come.
struct SetupState: Sendable {
    let open: Set<SetupStep>
    /// Whether nobody has left its page yet: until then the first page of admins leads to it.
    let isNew: Bool

    var done: Int { SetupStep.allCases.count - open.count }
}
