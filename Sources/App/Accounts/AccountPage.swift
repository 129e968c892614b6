import Domain
import Foundation

/// What the pages that account mails are about, or lead to, say, in one language.
struct AccountPage {
    let catalogue: Catalogue

    /// What the second button of the proof's page sends as `answer`.
    static let notMine = "not_mine"

    /// Asks whether the reader made the account. Who runs the practice can only say yes: their accounts are not to be
    /// deleted by a link.
    func question(of user: User, token: String) throws -> FormPage {
        let made = DateText(catalogue: catalogue, zone: try Zone.stored(user.timeZone)).moment(user.createdAt)
        let isStaff = user.isAdmin || user.isHost
        return FormPage(
            title: sentence("verify_email.title"), heading: sentence("verify_email.title"),
            intro: sentence("verify_email.intro", ["moment": made, "name": user.name]),
            hint: sentence(isStaff ? "verify_email.hint_staff" : "verify_email.hint"),
            action: "/verify-email", token: token, button: sentence("verify_email.action"),
            other: isStaff ? nil : .init(value: Self.notMine, text: sentence("verify_email.other")))
    }

    /// Asks whether an account is to have the reader's address.
    func question(token: String) -> FormPage {
        FormPage(
            title: sentence("change_email.title"), heading: sentence("change_email.title"),
            intro: sentence("change_email.intro"), action: "/verify-email", token: token,
            button: sentence("change_email.action"))
    }

    /// Asks for a new password, or for another one than that which the Problem is about.
    func password(token: String, problem: Problem? = nil) -> FormPage {
        let label = sentence("reset_password.label")
        let heading = sentence("reset_password.title")
        let failure = problem.map { FormFailure($0, catalogue, labels: ["password": label]) }
        var field = FormField("password", label, kind: .newPassword, failure: failure, describedBy: "intro")
        (field.minimum, field.hasFocus) = (Password.minimumCharacters, failure == nil)
        return FormPage(
            title: FormFailure.title(heading, failure, catalogue), heading: heading, failure: failure,
            intro: sentence("reset_password.intro"), action: "/reset-password", token: token,
            button: sentence("reset_password.action"),
            password: field)
    }

    /// Asks to which address a link is to go.
    func forgotten(email: String = "", problem: Problem? = nil) -> FieldsPage {
        let (heading, label) = (sentence("forgot_password.title"), sentence("login.email"))
        let failure = problem.map { FormFailure($0, catalogue, labels: ["email": label]) }
        var field = FormField("email", label, kind: .username, failure: failure, describedBy: "intro")
        (field.value, field.hasFocus) = (email, failure == nil)
        return FieldsPage(
            title: FormFailure.title(heading, failure, catalogue), heading: heading, failure: failure,
            intro: sentence("forgot_password.intro"), action: "/forgot-password", fields: [field],
            button: sentence("forgot_password.action"),
            back: .init(href: "/login", text: sentence("forgot_password.back")))
    }

    /// What happens after an address was named, whichever it is.
    var linkSent: NoticePage {
        NoticePage(
            title: sentence("forgot_password.done_title"),
            lines: [sentence("forgot_password.done"), sentence("forgot_password.nothing_came")],
            links: [
                .init(href: "/login", text: sentence("forgot_password.back"), isFilled: true),
                .init(href: "/forgot-password", text: sentence("forgot_password.again")),
            ])
    }

    /// That it is done; `key` has a title and a sentence.
    func notice(_ key: String) -> NoticePage {
        NoticePage(title: sentence("\(key)_title"), lines: [sentence(key)])
    }

    private func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        catalogue.sentence("page.\(key)", arguments)
    }
}
