import Domain

/// A service as those who run the practice see it: its fields, and what clients see of it. Hosts look, admins change.
struct ServiceEditPage: Page {
    static let template = "pages/service-edit"
    static let place: DeskPlace? = .services
    let title: String
    let heading: String
    let back: String
    /// The page of clients, where it is offered.
    let see: SlipLink?
    var failure: FormFailure?
    /// Who changes it, for those who may not.
    let whoChanges: String?
    let edit: ServiceEditForm?
    let ends: Ends?
    let preview: ServicePreview?

    /// How the service is deleted, or why it cannot be: one of the two.
    struct Ends: PageValues {
        let summary: String
        let kept: String?
        let deletion: Deletion?

        struct Deletion: PageValues {
            let deletePlace: String
            let deleteLine: String
            let delete: String
        }
    }
}

/// All fields of a service, in groups.
struct ServiceEditForm: PageValues {
    let action: String
    let save: String
    let groups: [FormControlGroup]
    let promise: TierRows
    let intake: QuestionRows
    /// Shows what clients would see, without storing it.
    let look: FormDeed
    let leave: String
}

/// What clients see of a service.
struct ServicePreview: PageValues {
    let seenHeading: String
    /// That it is shown as typed.
    let unsaved: String?
    let slip: Slip
    let seenNote: String
}

extension ServiceEditPage {
    /// What is shown, and to whom.
    struct View {
        /// As it is stored.
        let known: KnownService
        var typed: TypedService
        /// As it was typed, where it can be read.
        var draft: Offering?
        var problem: Problem?
        /// For hosts, who may look.
        var isReadOnly = false
        /// Where it leads once it is saved.
        var next = NextPath(nil)

        var stored: Offering? { known.offering }
    }

    init(_ view: View, _ catalogue: Catalogue) throws {
        func say(_ key: String) -> String { catalogue.sentence("page.service_edit.\(key)") }
        let failure = view.problem.map { ServiceFields.failure($0, view.typed, catalogue) }
        self.failure = failure
        heading = view.stored?.service.title ?? say("new")
        title = FormFailure.title(heading, failure, catalogue)
        back = catalogue.sentence("page.services.title")
        let offered = view.stored.flatMap { $0.isOffered ? $0 : nil }
        see = offered.map { SlipLink(href: ServicePages.path(of: $0.service), text: say("see")) }
        whoChanges = view.isReadOnly ? say("who_changes") : nil
        edit = view.isReadOnly ? nil : ServiceEditForm(view, failure, catalogue)
        ends = view.isReadOnly ? nil : view.stored.map { Ends($0.service.id, isBooked: view.known.isBooked, catalogue) }
        preview = try (view.draft ?? view.stored).map {
            try ServicePreview($0, isUnsaved: view.draft != nil, catalogue)
        }
    }
}

extension ServiceEditPage.Ends {
    fileprivate init(_ id: ServiceID, isBooked: Bool, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.service_edit.\(key)") }
        summary = say("ends")
        kept = isBooked ? say("kept") : nil
        deletion =
            isBooked
            ? nil
            : Deletion(
                deletePlace: "\(ServiceEditPages.path(of: id))/delete", deleteLine: say("delete_line"),
                delete: say("delete"))
    }
}

extension ServiceEditForm {
    fileprivate init(_ view: ServiceEditPage.View, _ failure: FormFailure?, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.service_edit.\(key)") }
        let path = view.stored.map { ServiceEditPages.path(of: $0.service.id) } ?? ServiceEditPages.path
        action = path + view.next.query
        save = say("save")
        let fields = ServiceFields(typed: view.typed, failure: failure, catalogue: catalogue)
        groups = fields.groups(hosts: view.known.hosts, isNew: view.stored == nil)
        promise = TierRows(fields, action)
        intake = QuestionRows(fields, action)
        look = FormDeed(deed: "preview", words: say("preview"), place: action + "#preview")
        leave = say("leave")
    }
}

extension ServicePreview {
    fileprivate init(_ offering: Offering, isUnsaved: Bool, _ catalogue: Catalogue) throws {
        func say(_ key: String) -> String { catalogue.sentence("page.service_edit.\(key)") }
        seenHeading = say("seen")
        unsaved = isUnsaved ? say("unsaved") : nil
        var slip = Slip(offering, in: try Zone.stored(offering.zoneIdentifier), step: .time, catalogue)
        // The page has its own heading.
        slip.isHeading = false
        self.slip = slip
        seenNote = say("seen_note")
    }
}
