import Domain
import Hummingbird

/// What every context of a page's form knows. None of them can be made of a form whose token was not judged.
protocol FormContext: PageContext {
    var sent: SentForm { get }
}

extension FormContext {
    /// The fields of the form, but for its token.
    func form(_ allowed: Set<String>) throws -> Form { try sent.form(allowed) }
}

/// A form that anybody may send.
package struct VisitorForm: ChildRequestContext, FormContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let sent: SentForm
    let address: IPAddress

    package init(context: AppContext) throws {
        guard let browser = context.browser, let sent = context.sentForm else { throw Problem.staleForm }
        (coreContext, address) = (context.coreContext, context.address)
        (self.browser, self.sent) = (browser, sent)
    }
}

/// A form of a person who is signed in, on a page that they were shown in this very session.
package struct SignedInForm: ChildRequestContext, FormContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let sent: SentForm
    let address: IPAddress
    let user: User
    let sessionID: SessionID

    package init(context: AppContext) throws {
        guard let browser = context.browser, let person = browser.person else { throw Problem(.unauthorized) }
        guard let sent = context.sentForm, sent.trust == .session else { throw Problem.staleForm }
        (coreContext, address) = (context.coreContext, context.address)
        (self.browser, self.sent) = (browser, sent)
        (user, sessionID) = (person.user, person.sessionID)
    }
}

/// A form of a person who gives consultations.
package struct HostForm: ChildRequestContext, FormContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let sent: SentForm
    let host: User

    package init(context: SignedInForm) throws {
        guard context.user.isHost else { throw Problem(.forbidden) }
        (coreContext, browser, sent, host) = (context.coreContext, context.browser, context.sent, context.user)
    }
}

/// A form of an admin.
package struct AdminForm: ChildRequestContext, FormContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let sent: SentForm
    let admin: User
    let sessionID: SessionID

    package init(context: SignedInForm) throws {
        guard context.user.isAdmin else { throw Problem(.forbidden) }
        (coreContext, browser, sent) = (context.coreContext, context.browser, context.sent)
        (admin, sessionID) = (context.user, context.sessionID)
    }
}
