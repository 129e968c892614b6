import Domain

extension IntakeAnswer.Value {
    /// As a person reads it, in the catalogue's language.
    func words(of kind: IntakeQuestion.Kind, _ catalogue: Catalogue) -> String {
        switch self {
        case .text(let text): text
        case .options(let options): options.joined(separator: "\n")
        case .flag(let flag):
            catalogue.sentence(
                "intake.\(kind == .consent ? flag ? "agreed" : "not_agreed" : flag ? "said_yes" : "said_no")")
        }
    }
}
