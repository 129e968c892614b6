import Domain
import Foundation

/// How the fields of a service are read, for making and for changing one; all complaints are gathered.
enum ServiceForm {
    static let fields: Set<String> = [
        "slug", "title", "description", "duration", "amount", "currency", "host_id", "buffer_before", "buffer_after",
        "slot_step", "minimum_notice", "booking_horizon", "change_notice", "refund_policy", "active",
        "bookings_per_person", "bookings_per_address", "waiting_room", "questions",
        "tax_percent", "tax_note", "right_of_withdrawal", "withdrawal_days", "withdrawal_reason",
    ]

    /// What some of the fields do to a service.
    typealias Change = (inout Service) -> Void

    /// A new service; what is absent has its documented default, the slug is made from the title, the host is `admin`.
    static func new(
        _ id: ServiceID, _ form: Form, admin: User, currency standard: Currency, now: Date
    ) throws -> ServiceDraft {
        try changed(blank(id, of: admin, in: standard, now: now), form, isNew: true)
    }

    /// What a new service is before anything is said of it.
    static func blank(_ id: ServiceID, of host: User, in currency: Currency, now: Date) -> ServiceDraft {
        let blank = Service(
            id: id, slug: "", title: "", description: nil, duration: 0, price: Money(minor: 0, currency: currency),
            bufferBefore: 0, bufferAfter: 0, slotStep: 0, minimumNotice: 60, bookingHorizon: 60,
            changeNotice: 0, isActive: true, createdAt: now)
        return ServiceDraft(service: blank, hostID: host.id)
    }

    /// The service with every field that was sent; the others stay.
    static func changed(_ old: ServiceDraft, _ form: Form, isNew: Bool = false) throws -> ServiceDraft {
        let (names, length, money, times, limits, policy, questions, law) = try Form.gather(
            names(form, isNew), length(form, isNew), money(form, old.service), times(form), limits(form),
            policy(form), questions(form, old.service), law(form, old.service))
        var draft = old
        names(&draft)
        for change in [length, money, times, limits, policy, questions, law] { change(&draft.service) }
        return draft
    }

    private static func names(_ form: Form, _ isNew: Bool) -> Form.Answer<(inout ServiceDraft) -> Void> {
        Form.answer {
            let sent = isNew ? form.need("title", Form.text, title) : form.may("title", Form.text, title)
            let (title, slug, description, host, active, waitingRoom) = try Form.gather(
                sent, slug(form, of: isNew ? sent : .success(nil)),
                form.may("description", Form.text) { try Text.paragraph($0, field: $1, maximum: 5_000) },
                form.may("host_id", Form.id(UserID.self)), form.may("active", Form.flag),
                form.may("waiting_room", Form.flag))
            return { draft in
                draft.service.title = title ?? draft.service.title
                draft.service.slug = slug ?? draft.service.slug
                if form.has("description") { draft.service.description = description }
                draft.hostID = host ?? draft.hostID
                draft.service.isActive = active ?? draft.service.isActive
                draft.service.hasWaitingRoom = waitingRoom ?? draft.service.hasWaitingRoom
            }
        }
    }

    /// Starts are laid by the length, unless the form says otherwise.
    private static func length(_ form: Form, _ isNew: Bool) -> Form.Answer<Change> {
        Form.answer {
            let minutes = Form.minutes(5...1_440, step: 5)
            let (duration, step) = try Form.gather(
                isNew ? form.need("duration", minutes).map(Int?.some) : form.may("duration", minutes),
                form.may("slot_step", minutes))
            return { service in
                service.duration = duration ?? service.duration
                service.slotStep = step ?? (isNew ? service.duration : service.slotStep)
            }
        }
    }

    private static func money(_ form: Form, _ old: Service) -> Form.Answer<Change> {
        Form.answer {
            let sent = form.may("currency", Form.text) { text, _ in try Currency(text) }
            // In a currency that is none, no amount can be judged.
            let known = try? sent.get() ?? Currency(old.price.currency.code)  // try? is fine: the complaint is gathered
            let (currency, amount) = try Form.gather(
                sent,
                form.may("amount", Form.decimal) { major, field in
                    try known.map { try Money.price(fromMajor: major, currency: $0, field: field) }
                })
            // Minor units differ: what was 100.00 usd would silently be 10000 jpy.
            guard amount != nil || old.price.minor == 0 || currency == nil || currency == old.price.currency else {
                throw Problem.invalid("amount", .required)
            }
            return { service in
                service.price.currency = currency ?? service.price.currency
                service.price.minor = amount ?? service.price.minor
            }
        }
    }

    private static func times(_ form: Form) -> Form.Answer<Change> {
        Form.answer {
            let (before, after, notice, horizon, change) = try Form.gather(
                form.may("buffer_before", Form.minutes(0...Service.longestBuffer, step: 5)),
                form.may("buffer_after", Form.minutes(0...Service.longestBuffer, step: 5)),
                form.may("minimum_notice", Form.minutes(0...Service.longestNotice)),
                form.may("booking_horizon", Form.minutes(1...730)),
                form.may("change_notice", Form.minutes(0...Service.longestNotice)))
            return { service in
                service.bufferBefore = before ?? service.bufferBefore
                service.bufferAfter = after ?? service.bufferAfter
                service.minimumNotice = notice ?? service.minimumNotice
                service.bookingHorizon = horizon ?? service.bookingHorizon
                service.changeNotice = change ?? service.changeNotice
            }
        }
    }

    /// Null leaves it to the practice's settings.
    private static func limits(_ form: Form) -> Form.Answer<Change> {
        Form.answer {
            let (person, address) = try Form.gather(
                form.may("bookings_per_person", Form.minutes(1...Service.mostBookings)),
                form.may("bookings_per_address", Form.minutes(1...Service.mostBookings)))
            return { service in
                if form.has("bookings_per_person") { service.bookingsPerPerson = person }
                if form.has("bookings_per_address") { service.bookingsPerAddress = address }
            }
        }
    }

    private static func policy(_ form: Form) -> Form.Answer<Change> {
        guard form.has("refund_policy") else { return .success({ _ in }) }
        return form.need("refund_policy", Form.array, RefundPolicyForm.policy).map { policy -> Change in
            { service in service.refundPolicy = policy }
        }
    }

    /// All of them; null for none.
    private static func questions(_ form: Form, _ old: Service) -> Form.Answer<Change> {
        form.may("questions", Form.array, QuestionForm(service: old).questions).map { sent -> Change in
            { service in
                guard form.has("questions") else { return }
                service.questions = sent?.0 ?? .none
                service.lastQuestionID = sent?.last ?? service.lastQuestionID
            }
        }
    }

    private static func title(_ text: String, _ field: String) throws -> String? {
        guard let title = try Text.name(text, field: field, maximum: 200) else {
            throw Problem.invalid(field, .required)
        }
        return title
    }

    /// The slug that was sent, or one made of a new title; a title without such letters needs one from a person.
    private static func slug(_ form: Form, of title: Form.Answer<String?>) -> Form.Answer<String?> {
        let sent = form.may("slug", Form.text) { try Text.slug($0, field: $1) }
        guard case .success(nil) = sent, case .success(let title?) = title else { return sent }
        let words = Text.folded(title).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = String(words.joined(separator: "-").prefix(80))
        return slug.isEmpty ? .failure(.invalid("slug", .required)) : .success(slug)
    }
}
