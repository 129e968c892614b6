import Domain

/// The page where one types the code of a mail to sign in.
struct CodePage: Page {
    static let template = "pages/code"
    let title: String
    let heading: String
    let failure: FormFailure?
    let step: CodeStep
}

extension CodePage {
    init(_ catalogue: Catalogue, _ asked: AskedCode, next: OwnPath?, problem: Problem? = nil) {
        heading = catalogue.sentence("page.code.title")
        failure = problem.map { CodeStep.failure($0, catalogue) }
        title = FormFailure.title(heading, failure, catalogue)
        let carried = next.map { [KeptInput(name: "next", value: $0.text)] } ?? []
        step = CodeStep(
            catalogue, asked, .init(verify: CodePages.verifyPath, ask: CodePages.path, carried: carried),
            problem: problem)
    }
}
