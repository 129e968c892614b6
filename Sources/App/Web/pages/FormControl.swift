/// A field of a form of many, by its kind, as `pages/control` shows it: one of these is there.
struct FormControl: PageValues {
    var short: FormField?
    var long: FormArea?
    var choice: FormChoice?
    var tick: FormTick?
    var swatch: FormSwatch?
    var length: FormLength?
}

/// The browser's own choice of a colour, which the script ties to the field before it.
struct FormSwatch: PageValues {
    let label: String
    let colour: String
}

/// A length of time: a number, and beside it the unit in which it is counted.
struct FormLength: PageValues {
    let number: FormField
    let unit: FormChoice
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
