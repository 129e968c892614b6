import Domain

/// A Problem in one language, for whomever it is told: a program, a page, a form, the command line.
package struct ProblemWords: Sendable {
    /// What it is called, in a few words.
    let title: String
    /// What is so and what to do, apart from its fields.
    let detail: String
    /// What is wrong with each field, without its name.
    let fields: [(name: String, message: String)]
}

extension Catalogue {
    /// The one place where a Problem becomes words.
    func words(of problem: Problem) -> ProblemWords {
        let key = "problem.\(problem.code.rawValue)"
        return ProblemWords(
            title: sentence("\(key).title"),
            detail: problem.obstacle.map { sentence("obstacle.\($0.rawValue)", problem.arguments) }
                ?? sentence("\(key).detail", problem.arguments),
            fields: problem.fields.map { ($0.name, sentence("complaint.\($0.complaint.rawValue)", $0.arguments)) })
    }

    /// What is wrong with a field of a page, as a sentence; the field is called by its name on that page. A field may
    /// have sentences of its own (`page.complaint.email.required`), of whichever row it is: `guests[2].email`.
    package func sentence(of field: Problem.Field, called label: String) -> String {
        let complaint = field.complaint.rawValue
        let own = "page.complaint.\(field.name.split(separator: ".").last ?? "").\(complaint)"
        return sentence(
            has(own) ? own : "page.complaint.any.\(complaint)", field.arguments.merging(["field": label]) { $1 })
    }

    /// A Problem as one sentence with its fields, for the command line.
    package func explanation(of problem: Problem) -> String {
        let words = words(of: problem)
        guard !words.fields.isEmpty else { return words.detail }
        return words.fields.map { "\($0.name) \($0.message)" }.joined(separator: "; ")
    }
}
