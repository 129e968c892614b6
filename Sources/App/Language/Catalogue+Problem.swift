import Domain

extension Catalogue {
    /// What a Problem says apart from its fields.
    func detail(of problem: Problem) -> String {
        if let obstacle = problem.obstacle { return sentence("obstacle.\(obstacle.rawValue)", problem.arguments) }
        return sentence("problem.\(problem.code.rawValue).detail", problem.arguments)
    }

    /// What is wrong with a field, without its name.
    func message(of field: Problem.Field) -> String {
        sentence("complaint.\(field.complaint.rawValue)", field.arguments)
    }

    /// A Problem as one sentence with its fields, for the command line.
    package func explanation(of problem: Problem) -> String {
        guard !problem.fields.isEmpty else { return detail(of: problem) }
        return problem.fields.map { "\($0.name) \(message(of: $0))" }.joined(separator: "; ")
    }
}
