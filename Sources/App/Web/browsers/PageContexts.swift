import Domain
import Hummingbird

/// What every context of a page knows.
protocol PageContext: BoundedContext {
    var browser: Browser { get }
}

/// A page that anybody may see.
package struct VisitorPage: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser

    package init(context: AppContext) throws {
        guard let browser = context.browser else { throw Problem(.unauthorized) }
        coreContext = context.coreContext
        self.browser = browser
    }
}

/// A page of a person who is signed in by a cookie: a handler that asks for it cannot be reached without, nor by a
/// bearer's token.
package struct SignedInPage: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let user: User
    let sessionID: SessionID

    package init(context: AppContext) throws {
        guard let browser = context.browser, let person = browser.person else { throw Problem(.unauthorized) }
        coreContext = context.coreContext
        self.browser = browser
        (user, sessionID) = (person.user, person.sessionID)
    }
}

/// A page of a person who gives consultations.
package struct HostPage: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let host: User

    package init(context: SignedInPage) throws {
        guard context.user.isHost else { throw Problem(.forbidden) }
        (coreContext, browser, host) = (context.coreContext, context.browser, context.user)
    }
}

/// A page of an admin.
package struct AdminPage: ChildRequestContext, PageContext {
    package var coreContext: CoreRequestContextStorage
    let browser: Browser
    let admin: User
    let sessionID: SessionID

    package init(context: SignedInPage) throws {
        guard context.user.isAdmin else { throw Problem(.forbidden) }
        (coreContext, browser) = (context.coreContext, context.browser)
        (admin, sessionID) = (context.user, context.sessionID)
    }
}
