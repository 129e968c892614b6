import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Who is coming.
extension CheckoutPages {
    /// Whoever is signed in goes on, unless they say that they are somebody else.
    func showYou(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let (slug, query) = (try Self.slug(context), try Query(request))
        guard let draft = CheckoutDraft(slug: slug, at: query.text("at")) else {
            return .seeOther(CheckoutDraft.service(slug))
        }
        let (reader, way) = (try reader(request, context.browser), query.text("way").flatMap(YouPage.Way.init))
        guard reader.person == nil || way != nil else { return .seeOther(draft.confirm) }
        return try await answerYou(draft, reader, way: way)
    }

    /// Makes an account, or signs in, and goes on to the last look.
    func enter(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(Self.personFields)
        let slug = try Self.slug(context)
        guard let draft = CheckoutDraft(slug: slug, form) else { return .seeOther(CheckoutDraft.service(slug)) }
        let reader = try reader(request, context.browser)
        if let way = YouPage.Way(rawValue: form.typed("switch")) {
            return try await answerYou(draft, reader, way: way)
        }
        let way = YouPage.Way(rawValue: form.typed("way")) ?? .new
        do {
            if way == .code { return try await askForCode(form, draft, reader, request, context) }
            let device = ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000))
            let progress =
                try await way == .new
                ? .signedIn(register(form, reader, device, context)) : signIn(form, request, context)
            return try await goOn(progress, draft, request, context)
        } catch let problem as Problem {
            let words = try await words(draft, reader)
            let page = YouPage(
                YouStep(
                    words: words, draft: draft, logins: accounts.loginWays, way: way, typed: form, problem: problem))
            throw ToldError(problem, by: (page, reader.visit))
        }
    }

    private static let personFields = CheckoutDraft.fields.union([
        "way", "switch", "first_name", "last_name", "email", "password",
    ])

    private func register(
        _ form: Form, _ reader: CheckoutReader, _ device: String?, _ context: VisitorForm
    ) async throws -> SignedInBrowser {
        let (first, last, email, password) = try Form.gather(
            form.need("first_name", Form.text, UserForm.name), form.may("last_name", Form.text, UserForm.name),
            form.need("email", Form.text, UserForm.email), form.need("password", Form.text, UserForm.password))
        let registration = Registration(
            email: email, password: password, firstName: first, lastName: last,
            timeZone: reader.zone.isKnown ? reader.zone.zone.identifier : nil,
            locale: reader.visit.catalogue.language, device: device)
        return try await accounts.register(
            browser: registration, before: context.browser.person?.cookie, from: context.address)
    }

    private func signIn(
        _ form: Form, _ request: Request, _ context: VisitorForm
    ) async throws -> BrowserProgress {
        let (email, password) = try Form.gather(
            form.need("email", Form.text, UserForm.email), form.need("password", Form.text))
        let browser = ArrivingBrowser(request, context)
        let attempt = LoginAttempt(
            email: email, password: password, deviceToken: context.browser.deviceToken, device: browser.device)
        return try await accounts.signIn(browser, by: attempt)
    }

    /// Signed in from now on. What was typed before is shown at once, since it stands in no address.
    func goOn(
        _ signedIn: SignedInBrowser, _ draft: CheckoutDraft, _ request: Request, _ browser: Browser
    ) async throws -> Response {
        var response = Response.seeOther(draft.confirm)
        if !draft.isBare, let found = try await accounts.person(cookie: signedIn.cookie) {
            let person = Browser.Person(user: found.user, sessionID: found.sessionID, cookie: signedIn.cookie)
            response = try await answerConfirm(
                draft, person.user, reader(request, browser.signedIn(as: person)))
        }
        cookies.set(.session, to: signedIn.cookie, in: &response)
        cookies.set(.device, to: signedIn.deviceToken, in: &response)
        return response
    }
}
