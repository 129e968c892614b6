import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// One page behind a link in a mail, in one language.
struct AccountPage {
    let templates: Templates
    let catalogue: Catalogue

    /// What the second button of the proof's page sends as `answer`.
    static let notMine = "not_mine"

    /// Asks whether the reader made the account. Who runs the practice can only say yes: their accounts are not to be
    /// deleted by a link.
    func question(of user: User, token: String) throws -> Response {
        let made = DateText(catalogue: catalogue, zone: try Zone.stored(user.timeZone)).moment(user.createdAt)
        let isStaff = user.isAdmin || user.isHost
        var values = form("verify_email", token: token)
        values["intro"] = catalogue.sentence("page.verify_email.intro", ["moment": made, "name": user.name])
        values["hint"] = catalogue.sentence(isStaff ? "page.verify_email.hint_staff" : "page.verify_email.hint")
        if !isStaff {
            values["other"] = ["value": Self.notMine, "text": catalogue.sentence("page.verify_email.other")]
        }
        return show("pages/form", values)
    }

    /// Asks whether an account is to have the reader's address.
    func question(token: String) -> Response {
        var values = form("verify_email", token: token)
        values["title"] = catalogue.sentence("page.change_email.title")
        values["intro"] = catalogue.sentence("page.change_email.intro")
        values["button"] = catalogue.sentence("page.change_email.action")
        return show("pages/form", values)
    }

    /// Asks for a new password.
    func password(token: String) -> Response {
        var values = form("reset_password", token: token)
        values["intro"] = catalogue.sentence("page.reset_password.intro")
        values["password"] = ["label": catalogue.sentence("page.reset_password.label")]
        return show("pages/form", values)
    }

    private func form(_ page: String, token: String) -> [String: Any] {
        [
            "language": catalogue.language, "title": catalogue.sentence("page.\(page).title"),
            "action": "/" + page.replacing("_", with: "-"), "token": token,
            "button": catalogue.sentence("page.\(page).action"),
        ]
    }

    /// That it is done; `key` has a title and a sentence.
    func notice(_ key: String) -> Response {
        let values: [String: Any] = [
            "language": catalogue.language, "title": catalogue.sentence("\(key)_title"),
            "lines": [catalogue.sentence(key)],
        ]
        return show("pages/notice", values)
    }

    /// The page holds a token that is as good as a password for a while.
    private func show(_ template: String, _ values: [String: Any]) -> Response {
        var response = Response(html: templates.render(template, values)).spoken(in: catalogue)
            .varying(by: .acceptLanguage)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
