/// A field of a page's form in which one of several is chosen, as `pages/choice` shows it.
struct FormChoice: PageValues {
    let name: String
    let label: String
    let options: [Option]
    /// Its complaint, and the id of that.
    let error: String?
    let describedBy: String?

    struct Option: PageValues {
        let value: String
        let text: String
        let isChosen: Bool
    }

    init(_ name: String, _ label: String, of options: [Option], failure: FormFailure?) {
        (self.name, self.label, self.options) = (name, label, options)
        error = failure?.about(name)
        describedBy = error.map { _ in "\(name)-error" }
    }
}
