extension Doctor {
    /// One thing that is right or wrong, without its words: it is remembered once, and told in any language.
    package struct Finding: Sendable, Equatable {
        package enum Grade: String, Sendable { case ok, advice, wrong }
        package let grade: Grade
        /// A setting, or what else it is about.
        package let subject: String
        private let statement: Statement
        private let gaps: [String: String]
        /// Gaps that are filled by a phrase of the catalogue, by its key.
        private let phrases: [String: String]

        init(
            _ grade: Grade, _ subject: String, _ statement: Statement, _ gaps: [String: String] = [:],
            phrases: [String: String] = [:]
        ) {
            (self.grade, self.subject, self.statement) = (grade, subject, statement)
            (self.gaps, self.phrases) = (gaps, phrases)
        }
    }
}

extension Doctor.Finding {
    /// For the command line.
    package var sentence: String { sentence(in: .english) }

    /// What goes on behind the subject. What another program said stands in it as it was said.
    package func sentence(in catalogue: Catalogue) -> String {
        let told = phrases.mapValues { catalogue.sentence($0) }
        return catalogue.sentence(statement.key, gaps.merging(told) { $1 })
    }
}
