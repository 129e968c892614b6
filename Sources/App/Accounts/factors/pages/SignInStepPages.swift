import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The second step of signing in by a page: the code of the authenticator app, or a recovery code.
struct SignInStepPages: Sendable {
    let accounts: Accounts
    let pages: Pages
    let cookies: BrowserCookies

    static let path = "/login/totp"

    func show(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let next = LoginPages.next(try Query(request).text("next"))
        // Whoever is signed in may be about to sign in anew, or as somebody else.
        guard cookies.values(of: request)[.signInStep] != nil else {
            if let person = context.browser.person {
                return .seeOther(next?.text ?? LoginPages.home(of: person.user))
            }
            return Self.fromTheStart(next)
        }
        let visit = PageVisit(request, context.browser)
        return pages.answer(SignInStepPage(visit.catalogue, next: next), to: visit)
    }

    func send(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(["code", "next"])
        let next = LoginPages.next(form.typed("next"))
        guard let step = cookies.values(of: request)[.signInStep] else { return Self.fromTheStart(next) }
        do {
            let code = try Form.gather(form.need("code", Form.text))
            let signedIn = try await accounts.signIn(ArrivingBrowser(request, context), step: step, code: code)
            guard let signedIn else { return Self.fromTheStart(next) }
            return cookies.answer(to: .signedIn(signedIn), next: next)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (SignInStepPage(visit.catalogue, next: next, problem: problem), visit))
        }
    }

    /// Where the step before is too long ago.
    private static func fromTheStart(_ next: OwnPath?) -> Response {
        .seeOther(LoginPages.path + (next.map { "?next=\($0.encoded)" } ?? ""))
    }
}

/// Asks for the code of a second factor.
struct SignInStepPage: Page {
    static let template = "pages/sign-in-step"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    let code: FormField
    /// Where the form goes, and what it carries unseen.
    let action: String
    let unseen: [KeptInput]
    let button: String
    /// What else helps: a recovery code, or somebody who runs the practice.
    let hint: String
    /// What the way to another account is called.
    let back: String
}

extension SignInStepPage {
    /// `next` is where to go on; nil for the account's own page.
    init(_ catalogue: Catalogue, next: OwnPath?, problem: Problem? = nil) {
        self.init(
            catalogue, action: SignInStepPages.path,
            unseen: next.map { [KeptInput(name: "next", value: $0.text)] } ?? [],
            problem: problem)
    }

    init(_ catalogue: Catalogue, action: String, unseen: [KeptInput], problem: Problem? = nil) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.sign_in_step.\(key)") }
        let label = sentence("code")
        failure = problem.map { FormFailure(code: $0, catalogue, label: label) }
        heading = sentence("title")
        title = FormFailure.title(heading, failure, catalogue)
        intro = sentence("intro")
        var field = FormField("code", label, kind: .oneTimeCode, failure: failure, describedBy: "intro")
        field.hasFocus = failure == nil
        code = field
        (self.action, self.unseen) = (action, unseen)
        button = sentence("action")
        hint = sentence("hint")
        back = sentence("back")
    }
}

extension FormFailure {
    /// That a code is wrong is said of its field.
    init(code problem: Problem, _ catalogue: Catalogue, label: String, field: String = "code") {
        guard problem.code == .invalidTotp || problem.code == .totpRequired else {
            self.init(problem, catalogue, labels: [field: label])
            return
        }
        self.init(
            heading: catalogue.sentence("page.form.failed"),
            lines: [.init(text: catalogue.sentence("page.sign_in_step.wrong"), field: field)])
    }
}

extension ArrivingBrowser {
    init(_ request: Request, _ context: VisitorForm) {
        self.init(
            device: ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000)),
            oldCookie: context.browser.person?.cookie, address: context.address)
    }
}

extension BrowserCookies {
    /// Leads on whoever has signed in, with the cookies of the session, or to the step in which a code is asked for.
    func answer(to progress: BrowserProgress, next: OwnPath?) -> Response {
        switch progress {
        case .signedIn(let signedIn):
            var response = Response.seeOther(next?.text ?? LoginPages.home(of: signedIn.user))
            set(.session, to: signedIn.cookie, in: &response)
            set(.device, to: signedIn.deviceToken, in: &response)
            forget(.signInStep, in: &response)
            return response
        case .needsCode(let step):
            var response = Response.seeOther(SignInStepPages.path + (next.map { "?next=\($0.encoded)" } ?? ""))
            set(.signInStep, to: step, in: &response)
            return response
        }
    }
}
