import Domain

/// Who is coming shows by the digits of a mail that the address is theirs, with the chosen time in view.
struct YouCodePage: Page {
    static let template = "pages/you-code"
    let title: String
    let heading: String
    let failure: FormFailure?
    let slip: Slip
    let notHeld: String
    let step: CodeStep
}

extension YouCodePage {
    /// `names` are those that were typed with the address, for an account that is new.
    init(
        _ words: CheckoutWords, _ draft: CheckoutDraft, _ asked: AskedCode, names: [KeptInput], problem: Problem? = nil
    ) {
        heading = words.say("you.code_heading")
        failure = problem.map { CodeStep.failure($0, words.catalogue) }
        title = FormFailure.title(heading, failure, words.catalogue)
        slip = words.slip(at: .you)
        notHeld = words.say("you.not_held")
        let way = KeptInput(name: "way", value: YouPage.Way.code.rawValue)
        let ways = CodeStep.Ways(
            verify: "\(draft.service)/you/code", ask: "\(draft.service)/you",
            carried: draft.carried + [way] + names,
            confirm: words.say("you.code_confirm"))
        step = CodeStep(words.catalogue, asked, ways, problem: problem)
    }
}
