import Domain

/// Why a form did not work, as the page tells it above the form and beside its fields.
struct FormFailure: PageValues {
    let heading: String
    let lines: [Line]

    struct Line: PageValues {
        let text: String
        /// The field that it is about; nil where it is about none.
        var field: String?
    }
}

extension FormFailure {
    /// `labels` are the names of the fields, as the page calls them.
    init(_ problem: Problem, _ catalogue: Catalogue, labels: [String: String]) {
        heading = catalogue.sentence("page.form.failed")
        guard !problem.fields.isEmpty else {
            lines = catalogue.lines(of: problem).map { Line(text: $0) }
            return
        }
        lines = problem.fields.map { field in
            let text = catalogue.sentence(of: field, called: labels[field.name] ?? field.name)
            return Line(text: text, field: labels[field.name] == nil ? nil : field.name)
        }
    }

    /// What the browser's tab says, so that a failure is told first where pages are read aloud.
    static func title(_ heading: String, _ failure: FormFailure?, _ catalogue: Catalogue) -> String {
        failure == nil ? heading : catalogue.sentence("page.form.failed_title", ["title": heading])
    }

    /// What is wrong with one field; nil where nothing is.
    func about(_ field: String) -> String? { lines.first { $0.field == field }?.text }
}

extension Problem {
    /// With the complaints about members of a list (`events[2]`) as ones about the list: a page has them in one group.
    func gathered(under list: String) -> Problem {
        var placed = self
        for row in placed.fields.indices where placed.fields[row].name.hasPrefix("\(list)[") {
            placed.fields[row].name = list
        }
        return placed
    }
}
