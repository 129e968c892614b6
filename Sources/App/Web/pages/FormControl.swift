/// A field of a form of many, by its kind, as `pages/control` shows it: one of these is there.
struct FormControl: PageValues {
    var short: FormField?
    var long: FormArea?
    var choice: FormChoice?
    var tick: FormTick?
}

/// Fields of a form that belong together, as `pages/control-group` shows them.
struct FormControlGroup: PageValues {
    let groupID: String
    let groupHeading: String
    let groupLine: String?
    let controls: [FormControl]
}

/// A box that may be ticked or not, as `pages/tick` shows it.
struct FormTick: PageValues {
    let name: String
    let label: String
    let isChosen: Bool
    let error: String?
    let describedBy: String?

    init(_ name: String, _ label: String, isChosen: Bool, failure: FormFailure?) {
        (self.name, self.label, self.isChosen) = (name, label, isChosen)
        error = failure?.about(name)
        describedBy = error.map { _ in "\(name)-error" }
    }
}
