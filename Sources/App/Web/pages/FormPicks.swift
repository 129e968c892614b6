/// A group of which one is to be chosen, or several, as `pages/picks` shows it.
struct FormPicks: PageValues {
    let name: String
    let label: String
    let type: String
    let options: [Option]
    var explanation: String?
    let error: String?
    var describedBy: String?
    var optional: String?

    struct Option: PageValues {
        let value: String
        let text: String
        let isChosen: Bool
    }

    init(
        _ name: String, _ label: String, of options: [(value: String, text: String)], chosen: [String],
        takesSeveral: Bool, failure: FormFailure?
    ) {
        (self.name, self.label, type) = (name, label, takesSeveral ? "checkbox" : "radio")
        self.options = options.map { Option(value: $0.value, text: $0.text, isChosen: chosen.contains($0.value)) }
        error = failure?.about(name)
        explain(nil)
    }

    /// What stands above the choices.
    mutating func explain(_ text: String?) {
        explanation = text
        let ids = [text.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap(\.self)
        describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}
