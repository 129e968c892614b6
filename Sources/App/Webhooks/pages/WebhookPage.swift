import Domain
import Foundation

/// One program that is told of bookings: where, of what, and how far each telling got.
struct WebhookPage: Page {
    static let template = "pages/webhook"
    static let place: DeskPlace? = .webhooks
    let title: String
    let heading: String
    let back: String
    let action: String
    var failure: FormFailure?
    let state: Pill
    let standing: String?
    let secret: NewSecret?
    let fields: WebhookFields
    let save: String
    let test: String
    let ends: Ends
    let told: Told

    /// Shown once, right after it was made.
    struct NewSecret: PageValues {
        let strong: String
        let value: String
        let hint: String
    }

    /// What cannot be undone.
    struct Ends: PageValues {
        let summary: String
        let renewLine: String
        let renew: String
        let deleteLine: String
        let delete: String
    }

    struct Told: PageValues {
        let toldHeading: String
        let none: String?
        let rows: [Row]
        let older: NoticePage.Link?
    }

    struct Row: PageValues {
        let when: String
        let what: String
        let result: Pill
        let detail: String?
        /// Nil where it cannot be sent again.
        let again: Again?

        struct Again: PageValues {
            let place: String
            let button: String
            /// In whole words.
            let whole: String
        }
    }
}

extension WebhookPage {
    /// What is shown: as it is stored, or as it was typed.
    struct View {
        let webhook: Webhook
        let deliveries: Listing<WebhookDelivery>
        let reader: User
        var typed: Form?
        var problem: Problem?
        var secret: Secret?
    }

    init(_ view: View, _ catalogue: Catalogue) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.webhooks.\(key)", gaps)
        }
        let webhook = view.webhook
        let failure = view.problem.map { WebhookFields.failure($0, catalogue) }
        self.failure = failure
        heading = say("one", ["id": String(webhook.id)])
        title = FormFailure.title(heading, failure, catalogue)
        (back, action) = (say("title"), WebhookPages.path(of: webhook.id))
        state = Self.state(webhook, catalogue)
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(view.reader.timeZone))
        standing = Self.standing(of: webhook, dates, catalogue)
        secret = view.secret.map { .init(strong: say("secret"), value: $0.value, hint: say("secret_hint")) }
        fields = WebhookFields(
            url: view.typed?.typed("url") ?? webhook.url,
            events: view.typed?.allTyped("events") ?? webhook.events.map(\.rawValue),
            isActive: view.typed.map { $0.has("active") } ?? webhook.isActive, failure, catalogue)
        (save, test) = (say("save"), say("test"))
        ends = Ends(
            summary: say("ends"), renewLine: say("renew_line"), renew: say("renew"), deleteLine: say("delete_line"),
            delete: say("delete"))
        // Of its own: the closure must not ask a page that is not whole yet.
        let path = action
        told = Told(
            toldHeading: say("deliveries"), none: view.deliveries.items.isEmpty ? say("no_deliveries") : nil,
            rows: view.deliveries.items.map { Row($0, isActive: webhook.isActive, dates, catalogue) },
            older: view.deliveries.next.map { .init(href: "\(path)?after=\($0.text)", text: say("older")) })
    }

    static func state(_ webhook: Webhook, _ catalogue: Catalogue) -> Pill {
        func say(_ key: String) -> String { catalogue.sentence("page.webhooks.state.\(key)") }
        guard webhook.isActive else { return Pill(say("inactive"), .cross) }
        return webhook.standing.failures > 0
            ? Pill(say("failing"), .hourglass, .warn) : Pill(say("active"), .tick, .good)
    }

    /// Since when it fails, or why it was switched off.
    private static func standing(of webhook: Webhook, _ dates: DateText, _ catalogue: Catalogue) -> String? {
        let standing = webhook.standing
        if let at = standing.switchedOffAt, let cause = standing.switchedOffBecause, !webhook.isActive {
            return catalogue.sentence("page.webhooks.switched_off.\(cause.rawValue)", ["moment": dates.moment(at)])
        }
        return standing.failingSince.map {
            catalogue.sentence(
                "page.webhooks.failing_since", ["count": String(standing.failures), "moment": dates.moment($0)])
        }
    }
}

extension WebhookPage.Row {
    fileprivate init(
        _ delivery: WebhookDelivery, isActive: Bool, _ dates: DateText, _ catalogue: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.webhooks.\(key)", gaps)
        }
        when = dates.moment(delivery.createdAt)
        let event = WebhookFields.name(of: delivery.event, catalogue)
        what = delivery.bookingID.map { say("what", ["event": event, "id": String($0)]) } ?? event
        let word = say("result.\(delivery.state.rawValue)")
        result =
            switch delivery.state {
            case .sent: Pill(word, .tick, .good)
            case .due: Pill(word, .hourglass, .warn)
            case .parked: Pill(word, .cross, .bad)
            case .dropped: Pill(word, .cross)
            }
        let next = delivery.nextTryAt.map { say("next_try", ["moment": dates.moment($0)]) }
        let details = [delivery.error, next].compactMap(\.self)
        detail = details.isEmpty ? nil : details.joined(separator: " ")
        // What is due and was never tried has its turn at once.
        let mayGoAgain = isActive && (delivery.state != .due || delivery.attempts > 0)
        again =
            mayGoAgain
            ? Again(
                place: "\(WebhookPages.path)/deliveries/\(delivery.id)/resend", button: say("again"),
                whole: say("again_whole", ["event": event, "moment": when])) : nil
    }
}
