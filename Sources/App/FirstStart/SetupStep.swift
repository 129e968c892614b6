/// What a new practice sets before clients come, in the order in which it is shown; the raw values are stored.
enum SetupStep: String, CaseIterable, Sendable {
    case account, practice, hours, service, mail, meetings, texts

    /// Whether somebody says that it is done: of all others what is saved says so.
    var isSaidDone: Bool { [.mail, .meetings, .texts].contains(self) }

    /// By which it is told, from 1 on.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// How far the set-up of a new practice has come.
struct SetupState: Sendable {
    let open: Set<SetupStep>
    /// Whether nobody has left its page yet: until then the first page of admins leads to it.
    let isNew: Bool

    var done: Int { SetupStep.allCases.count - open.count }

    var first: SetupStep? { SetupStep.allCases.first(where: open.contains) }

    /// The next open one behind a step; behind the last, the first that was left open before it.
    func next(after step: SetupStep) -> SetupStep? {
        let behind = SetupStep.allCases.drop { $0 != step }.dropFirst()
        return behind.first(where: open.contains) ?? SetupStep.allCases.first { $0 != step && open.contains($0) }
    }
}
