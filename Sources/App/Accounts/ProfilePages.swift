import Domain
import Foundation
import Hummingbird

/// The page of a person's own account, and what its forms change.
struct ProfilePages: Sendable {
    let accounts: Accounts
    let pages: Pages
    let cookies: BrowserCookies

    static let path = "/account"

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        var visit = PageVisit(request, context.browser)
        visit.notice = AccountNotice.of(try Query(request).text("done"), visit.catalogue)
        return pages.answer(ProfilePage(visit.catalogue, context.user), to: visit)
    }

    func change(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["first_name", "last_name", "display_name", "time_zone", "locale"])
        do {
            let (first, last, display, zone, locale) = try Form.gather(
                UserForm.changedName(form, "first_name"), UserForm.changedName(form, "last_name"),
                UserForm.changedName(form, "display_name"), form.may("time_zone", Form.text, UserForm.zone),
                form.may("locale", Form.text, UserForm.locale))
            let change = ProfileChange(
                firstName: first, lastName: last, displayName: display, timeZone: zone,
                locale: Self.changed(locale, from: context.user.locale))
            let user = try await accounts.change(context.user.id, change, by: context.user)
            var response = AccountNotice.saved.seen(on: Self.path)
            // From now on pages follow it, whatever was chosen at their foot before.
            if change.locale != nil { cookies.set(.language, to: Catalogue.of(user.locale).language, in: &response) }
            if user.timeZone != context.user.timeZone { cookies.forget(.zone, in: &response) }
            return response
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let page = ProfilePage(visit.catalogue, context.user, typed: form, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    /// Sends the mail by which the address is proved once more.
    func askForProof(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        try await accounts.askForProof(context.user)
        return AccountNotice.proofSent.seen(on: Self.path)
    }

    /// Of `de-CH` the page shows `de`: to leave that chosen changes nothing.
    private static func changed(_ locale: String?, from old: String) -> String? {
        locale == Catalogue.of(old).language && Catalogue.of(old).language == old.prefix { $0 != "-" }.lowercased()
            ? nil : locale
    }
}

/// What has just been done with an account, as the next page tells it.
enum AccountNotice: String, CaseIterable, DoneNotice {
    static let sentences = "page.account.done"

    case saved
    case proofSent = "proof_sent"
    case password
    case emailAsked = "email_asked"
    case sessionEnded = "session_ended"
    case sessionsEnded = "sessions_ended"
    case factorRemoved = "totp_removed"
}
