import Domain

/// The code of a mail is asked for, in the page on which it was sent for: with the way to correct the address, which
/// sends another one. A part of pages (`pages/code-step`).
struct CodeStep: PageValues {
    let sent: String
    /// Where the code goes; and an address for which a new one is wanted.
    let verifyPath: String
    let askPath: String
    let request: String
    let address: String
    /// What both forms carry on unseen.
    let carried: [KeptInput]
    let code: FormField
    let confirm: String
    let mend: String
    let mendText: String
    let isMending: Bool
    let newAddress: FormField
    let sendAgain: String
}

/// A code that was asked for, as the page knows it.
struct AskedCode: Sendable {
    /// What the asker was answered.
    let request: String
    /// As it was typed.
    let email: String
}

extension CodeStep {
    /// Where a page sends the code and the mended address; they carry on `carried`.
    struct Ways {
        let verify: String
        let ask: String
        var carried: [KeptInput] = []
        /// What the button is called, which goes on.
        var confirm: String?
    }

    init(_ catalogue: Catalogue, _ asked: AskedCode, _ ways: Ways, problem: Problem? = nil) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.code.\(key)", ["email": asked.email]) }
        let failure = problem.map { Self.failure($0, catalogue) }
        sent = sentence("sent")
        (verifyPath, askPath, carried) = (ways.verify, ways.ask, ways.carried)
        (request, address) = (asked.request, asked.email)
        var code = FormField("code", sentence("label"), kind: .oneTimeCode, failure: failure, describedBy: "sent")
        (code.keys, code.hasFocus) = ("numeric", failure == nil)
        self.code = code
        confirm = ways.confirm ?? sentence("action")
        mend = sentence("mend")
        mendText = sentence("mend_text")
        isMending = problem?.code == .codeExpired
        var email = FormField("email", sentence("email"), kind: .email, failure: nil)
        email.value = asked.email
        newAddress = email
        sendAgain = sentence("again")
    }

    /// What did not work, told of the code where it is about it.
    static func failure(_ problem: Problem, _ catalogue: Catalogue) -> FormFailure {
        let label = catalogue.sentence("page.code.label")
        guard problem.code == .invalidCode else { return FormFailure(problem, catalogue, labels: ["code": label]) }
        return FormFailure(
            heading: catalogue.sentence("page.form.failed"),
            lines: [.init(text: catalogue.words(of: problem).detail, field: "code")])
    }
}
