import Domain

/// The secret of a second factor, to be taken by an authenticator app, and the first code to be typed.
struct SecondFactorPage: Page {
    static let template = "pages/factor-setup"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    /// The QR code: how many units a side has, its path, and what it is for whoever cannot see it.
    let side: Int
    let path: String
    let picture: String
    let byHand: String
    let secret: String
    /// The secret, sealed: so that it need not be told to any session again.
    let setup: String
    let code: FormField
    let button: String
    let back: String
}

extension SecondFactorPage {
    init(_ catalogue: Catalogue, _ setup: SecondFactorSetup, problem: Problem? = nil) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.second_factor.setup.\(key)") }
        let label = sentence("code")
        failure = problem.map { FormFailure(code: $0, catalogue, label: label) }
        heading = sentence("title")
        title = FormFailure.title(heading, failure, catalogue)
        intro = sentence("intro")
        let picture = QRCode(setup.uri.value)
        side = (picture?.size ?? 0) + 2 * QRCode.quietZone
        path = picture?.path ?? ""
        self.picture = sentence("picture")
        byHand = sentence("by_hand")
        secret = setup.secretInGroups
        self.setup = setup.token
        code = FormField("code", label, kind: .oneTimeCode, explanation: sentence("hint"), failure: failure)
        button = sentence("action")
        back = sentence("back")
    }
}

/// Recovery codes, shown this once.
struct RecoveryCodesPage: Page {
    static let template = "pages/recovery-codes"
    let title: String
    let intro: String
    let codes: [String]
    let hint: String
    let button: String
}

extension RecoveryCodesPage {
    init(_ catalogue: Catalogue, _ codes: [RecoveryCode]) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.second_factor.codes.\(key)") }
        title = sentence("title")
        intro = sentence("intro")
        self.codes = codes.map(\.text)
        hint = sentence("hint")
        button = sentence("done")
    }
}

/// That the address has to be proved first.
struct FactorProofPage: Page {
    static let template = "pages/factor-proof"
    let title: String
    let intro: String
    let button: String
    /// What the way to another address is called.
    let other: String
}

extension FactorProofPage {
    init(_ catalogue: Catalogue, _ user: User) {
        func sentence(_ key: String) -> String {
            catalogue.sentence("page.second_factor.proof.\(key)", ["email": user.email])
        }
        title = sentence("title")
        intro = sentence("intro")
        button = sentence("action")
        other = sentence("other")
    }
}
