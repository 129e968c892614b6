import Domain
import Foundation
import Hummingbird

/// Signing in by a code on pages: the same rules, limits and sentences as the API's. What has to come back with the
/// code stands in the page alone, in no address.
struct CodePages: Sendable {
    let accounts: Accounts
    let pages: Pages
    let cookies: BrowserCookies
    let zones: ReaderZones

    /// Where a code is asked for, and where it goes.
    static let path = "/login/code"
    static let verifyPath = "/login/code/verify"

    /// Asks to which address a code is to go; also whoever is signed in, and has to sign in anew.
    func show(_ request: Request, _ context: VisitorPage) async throws -> Response {
        guard accounts.loginWays.allowAnybody(.code) else { return .seeOther(LoginPages.path) }
        let visit = PageVisit(request, context.browser)
        let next = LoginPages.next(try Query(request).text("next"))
        let email = context.browser.person?.user.email ?? ""
        return pages.answer(LoginPage(visit.catalogue, .code, next: next, email: email), to: visit)
    }

    func ask(_ request: Request, _ context: VisitorForm) async throws -> Response {
        // The page where one signs in has a password beside the address.
        let form = try context.form(["email", "password", "next"])
        let (next, visit) = (LoginPages.next(form.typed("next")), PageVisit(request, context.browser))
        do {
            let asked = try await accounts.askForCode(form, request, visit, context, zones)
            return pages.answer(CodePage(visit.catalogue, asked, next: next), to: visit)
        } catch let problem as Problem {
            let page = LoginPage(visit.catalogue, .code, next: next, email: form.typed("email"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func verify(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(["request", "code", "email", "next"])
        let next = LoginPages.next(form.typed("next"))
        do {
            let attempt = try CodeAttempt(form, request, context)
            let progress = try await accounts.signIn(ArrivingBrowser(request, context), by: attempt)
            return cookies.answer(to: progress, next: next)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let asked = AskedCode(request: form.typed("request"), email: form.typed("email"))
            throw ToldError(problem, by: (CodePage(visit.catalogue, asked, next: next, problem: problem), visit))
        }
    }
}

extension Accounts {
    /// Sends a code to the address that was typed into a page's form, in the language and for the zone of its reader.
    /// Throws as `askForCode`, and `validation_failed`.
    func askForCode(
        _ form: Form, _ request: Request, _ visit: PageVisit, _ context: VisitorForm, _ zones: ReaderZones
    ) async throws -> AskedCode {
        let email = try Form.gather(form.need("email", Form.text, UserForm.email))
        let zone = try zones.zone(of: request, context.browser.person?.user)
        let wish = CodeWish(
            email: email, locale: visit.catalogue.language,
            timeZone: zone.source == .practice ? nil : zone.zone.identifier,
            deviceToken: context.browser.deviceToken)
        return AskedCode(request: try await askForCode(wish, from: context.address), email: email)
    }
}

extension CodeAttempt {
    /// As it was typed into a page's form.
    init(_ form: Form, _ request: Request, _ context: VisitorForm) throws {
        let (code, first, last) = try Form.gather(
            form.need("code", Form.text, UserForm.code), form.may("first_name", Form.text, UserForm.name),
            form.may("last_name", Form.text, UserForm.name))
        self.init(
            request: form.typed("request"), code: code, firstName: first, lastName: last,
            deviceToken: context.browser.deviceToken,
            device: ProgramName.words(userAgent: request.plainHeader(.userAgent, most: 1_000)))
    }
}
