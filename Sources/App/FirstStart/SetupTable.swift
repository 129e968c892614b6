import Storage

/// All SQL of the table `setup_steps`.
extension Transaction {
    /// Nil where the set-up is done, or there was none.
    func setupState() throws -> SetupState? {
        let names = try rows("SELECT step FROM setup_steps") { try $0.text(0) }
        let open = Set(names.compactMap(SetupStep.init(rawValue:)))
        return open.isEmpty ? nil : SetupState(open: open, isNew: names.contains("welcome"))
    }

    func beginSetup(_ steps: [SetupStep]) throws {
        for name in ["welcome"] + steps.map(\.rawValue) { try run("INSERT INTO setup_steps (step) VALUES (\(name))") }
    }

    /// One that is done already stays so.
    func finishSetup(_ step: SetupStep) throws {
        try run("DELETE FROM setup_steps WHERE step = \(step.rawValue)")
        if try setupState() == nil { try leaveSetup() }
    }

    /// From now on the first page of admins does not lead there.
    func leaveSetup() throws { try run("DELETE FROM setup_steps WHERE step = 'welcome'") }
}
