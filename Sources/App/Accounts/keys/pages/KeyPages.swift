import Domain
import Foundation
import Hummingbird

/// A person's keys for programs, in a browser: the same rules as the API's. Hosts and admins have the page in their
/// rail; clients, who may have keys too, find it by the page of their sign-in and security.
struct KeyPages: Sendable {
    let accounts: Accounts
    let pages: Pages

    static let path = DeskPlace.keys.path

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        var visit = PageVisit(request, context.browser)
        visit.notice = KeyNotice.of(try Query(request).text("done"), visit.catalogue)
        let view = try await view(Caller(user: context.user, session: context.sessionID))
        return pages.answer(try KeysPage(view, visit.catalogue), to: visit)
    }

    /// Answers with the new one, whose text is shown this once: it stands in no address, and nothing keeps the answer.
    func make(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(KeyForm.fields)
        let visit = PageVisit(request, context.browser)
        do {
            let zone = try Zone.stored(context.user.timeZone)
            let (draft, password) = try KeyForm.read(Self.whole(form, in: zone), for: context.user)
            let made = try await accounts.makeKey(draft, context.caller, password: password)
            var view = try await view(context.caller)
            view.made = made
            return pages.answer(try KeysPage(view, visit.catalogue), to: visit)
        } catch let problem as Problem {
            var view = try await view(context.caller)
            (view.typed, view.problem) = (form, problem)
            throw ToldError(problem, by: (try KeysPage(view, visit.catalogue), visit))
        }
    }

    func end(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        do { try await accounts.endKey(try context.id(), of: context.user) } catch let problem as Problem {
            // Whoever presses twice, or in two windows, sees the list as it is.
            guard problem.code == .notFound else { throw problem }
        }
        return KeyNotice.ended.seen(on: Self.path)
    }

    private func view(_ caller: Caller) async throws -> KeysPage.View {
        KeysPage.View(
            keys: try await accounts.keys(of: caller.user), asked: try await accounts.proofAsked(of: caller),
            reader: caller.user, now: accounts.now())
    }

    /// Boxes that are not ticked are not sent at all. The day that is typed is the last on which the key works.
    private static func whole(_ form: Form, in zone: Zone) throws -> Form {
        var fields = form.fields
        fields["scopes"] = fields["scopes"] ?? .array([])
        let typed = form.typed("expires_at")
        if !typed.isEmpty {
            guard let day = LocalDate(typed) else { throw Problem.malformed("expires_at", .date) }
            fields["expires_at"] = .text(Timestamp.text(zone.firstInstant(day.adding(days: 1))))
        }
        return try Form(fields, allowed: KeyForm.fields)
    }
}

/// What has just been done with a key.
enum KeyNotice: String, DoneNotice {
    static let sentences = "page.keys.done"

    case ended
}
