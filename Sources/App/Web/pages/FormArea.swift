/// A field of a page's form for some lines of text, as `pages/area` shows it.
struct FormArea: PageValues {
    let name: String
    let label: String
    /// What was typed before.
    var value: String = ""
    var explanation: String?
    var error: String?
    /// The ids of explanation and complaint.
    var describedBy: String?
    /// Says beside the label that the field may stay empty.
    var optional: String?
    var isRequired: Bool = false
    /// Signs for which there is room.
    var maximum: Int?

    /// Its complaint is taken from what did not work.
    init(_ name: String, _ label: String, explanation: String? = nil, failure: FormFailure?) {
        (self.name, self.label, self.explanation) = (name, label, explanation)
        error = failure?.about(name)
        let ids = [explanation.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap(\.self)
        describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}
