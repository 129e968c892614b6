import Domain

/// The programs that are told of bookings, for admins, and the form for one more.
struct WebhookListPage: Page {
    static let template = "pages/webhooks"
    static let place: DeskPlace? = .webhooks
    let title: String
    let heading: String
    let line: String
    var failure: FormFailure?
    let webhooks: [Row]
    let nothing: String?
    let addHeading: String
    let fields: WebhookFields
    let button: String

    struct Row: PageValues {
        let href: String
        let url: String
        let told: String
        let state: Pill
    }

    init(_ webhooks: [Webhook], typed: Form? = nil, problem: Problem? = nil, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.webhooks.\(key)", gaps)
        }
        let failure = problem.map { WebhookFields.failure($0, catalogue) }
        self.failure = failure
        (heading, line) = (say("title"), say("line"))
        title = FormFailure.title(heading, failure, catalogue)
        self.webhooks = webhooks.map { webhook in
            Row(
                href: WebhookPages.path(of: webhook.id), url: webhook.url,
                told: say("told", ["count": String(webhook.events.count)]), state: WebhookPage.state(webhook, catalogue)
            )
        }
        nothing = webhooks.isEmpty ? say("none") : nil
        (addHeading, button) = (say("new"), say("add"))
        fields = WebhookFields(
            url: typed?.typed("url") ?? "",
            events: typed?.allTyped("events") ?? WebhookEvent.allCases.map(\.rawValue), isActive: nil, failure,
            catalogue)
    }
}

/// The fields of a webhook, of a new one or of one that there is.
struct WebhookFields: PageValues {
    let address: FormField
    let picks: FormPicks
    /// Nil for a new one, which is active.
    let tick: FormTick?

    init(
        url: String, events: [String], isActive: Bool?, _ failure: FormFailure?, _ catalogue: Catalogue
    ) {
        func say(_ key: String) -> String { catalogue.sentence("page.webhooks.\(key)") }
        var field = FormField("url", say("label.url"), explanation: say("url_hint"), failure: failure)
        field.value = url
        address = field
        picks = FormPicks(
            "events", say("label.events"),
            of: WebhookEvent.allCases.map { ($0.rawValue, Self.name(of: $0, catalogue)) }, chosen: events,
            takesSeveral: true, failure: failure)
        tick = isActive.map { FormTick("active", say("label.active"), isChosen: $0, failure: failure) }
    }

    /// What happened, in words: of `booking.no_show` the sentence `booking_no_show`.
    static func name(of event: WebhookEvent, _ catalogue: Catalogue) -> String {
        catalogue.sentence("page.webhooks.event.\(event.rawValue.replacing(".", with: "_"))")
    }

    /// Events stand in one group, whichever of them it is about.
    static func failure(_ problem: Problem, _ catalogue: Catalogue) -> FormFailure {
        let labels = ["url", "events", "active"].map { ($0, catalogue.sentence("page.webhooks.label.\($0)")) }
        return FormFailure(
            problem.gathered(under: "events"), catalogue, labels: Dictionary(uniqueKeysWithValues: labels))
    }
}
