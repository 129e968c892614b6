import Domain
import Foundation

/// What keeps an account a person's own: address, password, and where they are signed in.
struct SecurityPage: Page {
    static let template = "pages/security"
    let title: String
    let heading: String
    let tabs: AccountTabs
    let factor: Factor
    let parts: [Part]
    let sessions: Sessions

    /// A word about something, and the way to where it is changed.
    struct Part: PageValues {
        let id: String
        let heading: String
        let text: String
        let path: String
        let action: String
    }

    /// Whether there is a second factor, and what can be done with it.
    struct Factor: PageValues {
        let title: String
        let on: String?
        let off: String?
        let words: String
        let links: [NoticePage.Link]
    }

    struct Sessions: PageValues {
        let heading: String
        let device: String
        let lastUsed: String
        let action: String
        let rows: [Row]
        /// Nil where there is no other session.
        let everywhereElse: String?
    }

    struct Row: PageValues {
        let device: String
        let lastUsed: String
        let lastUsedLabel: String
        /// Said of the session that looks at the page; the others can be ended by their id.
        let here: String?
        let id: String?
        /// What its button does, for whoever hears it without the row.
        let name: String
        let button: String
    }
}

extension SecurityPage {
    /// Sessions that are listed: the latest used.
    private static let mostRows = 50

    init(
        _ catalogue: Catalogue, _ user: User, _ open: [OpenSession], current: SessionID, password: PasswordState,
        factor: SecondFactorState?
    ) throws {
        func sentence(_ key: String) -> String { catalogue.sentence("page.security.\(key)") }
        let zone = try Zone.stored(user.timeZone)
        let times = DateText(catalogue: catalogue, zone: zone)
        title = sentence("title")
        heading = catalogue.sentence("page.account.title")
        tabs = AccountTabs(catalogue, isSecurity: true)
        self.factor = Factor(catalogue, factor)
        parts =
            [
                Part(
                    id: "email", heading: sentence("email.heading"),
                    text: catalogue.sentence("page.security.email.text", ["email": user.email]), path: "/account/email",
                    action: sentence("email.open"))
            ] + Self.password(password, sentence) + [
                Part(
                    id: "keys", heading: sentence("keys.heading"), text: sentence("keys.text"), path: KeyPages.path,
                    action: sentence("keys.open"))
            ]
        let shown = open.filter { $0.id == current } + open.filter { $0.id != current }
        let rows = shown.prefix(Self.mostRows).map { session in
            let device = session.device ?? sentence("sessions.unknown")
            let isHere = session.id == current
            return Row(
                device: device, lastUsed: isHere ? sentence("sessions.now") : times.moment(session.lastUsedAt),
                lastUsedLabel: sentence("sessions.last_used"), here: isHere ? sentence("sessions.here") : nil,
                id: isHere ? nil : String(session.id),
                name: catalogue.sentence("page.security.sessions.end_named", ["device": device]),
                button: sentence("sessions.end"))
        }
        sessions = Sessions(
            heading: sentence("sessions.heading"), device: sentence("sessions.device"),
            lastUsed: sentence("sessions.last_used"), action: sentence("sessions.action"), rows: rows,
            everywhereElse: rows.count > 1 ? sentence("sessions.end_others") : nil)
    }

    private static func password(_ state: PasswordState, _ sentence: (String) -> String) -> [Part] {
        guard state != .off else { return [] }
        let key = state == .set ? "password" : "first_password"
        return [
            Part(
                id: "password", heading: sentence("password.heading"), text: sentence("\(key).text"),
                path: "/account/password", action: sentence("\(key).open"))
        ]
    }
}

extension SecurityPage.Factor {
    init(_ catalogue: Catalogue, _ state: SecondFactorState?) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.second_factor.\(key)", gaps)
        }
        title = say("heading")
        guard let state else {
            (on, off) = (nil, say("state_off"))
            words = say("none")
            links = [.init(href: SecondFactorPages.path, text: say("open"))]
            return
        }
        (on, off) = (say("state_on"), nil)
        words = say("left", ["left": String(state.recoveryCodesLeft)])
        links = [
            .init(href: "/account/recovery-codes", text: say("renew.open")),
            .init(href: "/account/totp/remove", text: say("remove.open")),
        ]
    }
}
