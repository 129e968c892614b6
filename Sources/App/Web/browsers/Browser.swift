import Domain
import Hummingbird

/// The browser that asks for a page, as its cookies show it; only `BrowserSignIn` makes one. A class, so that the
/// contexts of all other requests, which are copied again and again, carry no more than a nil for it.
package final class Browser: Sendable {
    /// Who is signed in, by which cookie.
    struct Person: Sendable {
        let user: User
        let sessionID: SessionID
        let cookie: String
    }

    /// Nil for a visitor.
    let person: Person?
    let visitor: String
    /// Of a device that has signed in before.
    let deviceToken: String?
    let tokens: FormTokens
    /// What the rail of the practice's pages counts; nil on all others.
    let counts: DeskCounts?

    init(person: Person?, visitor: String, deviceToken: String?, tokens: FormTokens, counts: DeskCounts? = nil) {
        self.person = person
        self.counts = counts
        self.visitor = visitor
        self.deviceToken = deviceToken
        self.tokens = tokens
    }

    /// What the forms of the pages that it is shown must send back.
    var formToken: String { tokens.make(for: holder) }

    /// Whether a form comes from a page that this browser was shown. One that it was shown before it signed in counts
    /// for visitors' forms only.
    func trust(in token: String) -> FormTrust? {
        if person != nil, tokens.isGood(token, for: holder) { return .session }
        return tokens.isGood(token, for: .visitor(visitor)) ? .visitor : nil
    }

    /// The same browser, in the answer that has just signed somebody in.
    func signedIn(as person: Person) -> Browser {
        Browser(person: person, visitor: visitor, deviceToken: deviceToken, tokens: tokens)
    }

    private var holder: FormTokens.Holder { person.map { .session($0.cookie) } ?? .visitor(visitor) }
}

/// Whose page a form was on.
enum FormTrust: Sendable {
    case session
    case visitor
}

extension PageVisit {
    /// A page behind an open door: it tells who is signed in, where anybody is, and its forms are no session's. In the
    /// language that the browser wishes for, else that of the account it is about, else that of whoever looks.
    init(_ request: Request, _ context: AppContext, else locale: String? = nil) {
        let user = context.browser?.person?.user
        self.init(request, else: locale ?? user?.locale)
        (person, staff) = (user?.name, Staff(user))
    }

    /// A page that this browser is shown: it tells who is signed in, and its forms carry the browser's token.
    init(_ request: Request, _ browser: Browser) {
        self.init(request, else: browser.person?.user.locale)
        (person, staff) = (browser.person?.user.name, Staff(browser.person?.user))
        csrfToken = browser.formToken
        counts = browser.counts
    }
}

extension PageVisit.Staff {
    init?(_ user: User?) {
        guard let user, user.isAdmin || user.isHost else { return nil }
        isAdmin = user.isAdmin
    }
}
