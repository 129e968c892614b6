import Domain
import Foundation

/// How the fields of a service are read, for making and for changing one.
enum ServiceForm {
    static let fields: Set<String> = [
        "slug", "title", "description", "duration", "amount", "currency", "host_id", "buffer_before", "buffer_after",
        "slot_step", "minimum_notice", "booking_horizon", "change_notice", "refund_policy", "active",
        "bookings_per_person", "bookings_per_address",
    ]

    /// A new service; what is absent has its documented default, the slug is made from the title.
    static func new(_ form: Form, admin: User, currency standard: Currency, now: Date) throws -> Service {
        let (title, duration) = try Form.gather(
            form.need("title", Form.text, title), form.need("duration", Form.minutes(5...1_440, step: 5)))
        let draft = Service(
            id: 0, slug: try standardSlug(title, form), title: title, description: nil, duration: duration,
            amountMinor: 0,
            currency: standard.code, hostID: admin.id, bufferBefore: 0, bufferAfter: 0, slotStep: duration,
            minimumNotice: 60, bookingHorizon: 60, changeNotice: 0, isActive: true, createdAt: now)
        return try changed(draft, form)
    }

    /// The service with every field that was sent; the others stay.
    static func changed(_ old: Service, _ form: Form) throws -> Service {
        var service = old
        let (slug, title, duration, currency, host, active) = try Form.gather(
            form.may("slug", Form.text, slug), form.may("title", Form.text, Self.title),
            form.may("duration", Form.minutes(5...1_440, step: 5)), form.may("currency", Form.text, currencyCode),
            form.may("host_id", Form.number), form.may("active", Form.flag))
        service.slug = slug ?? service.slug
        service.title = title ?? service.title
        service.duration = duration ?? service.duration
        service.currency = currency ?? service.currency
        service.hostID = host ?? service.hostID
        service.isActive = active ?? service.isActive
        if form.has("description") {
            service.description = try Form.gather(
                form.may("description", Form.text) { try Text.paragraph($0, field: $1, maximum: 5_000) })
        }
        try changeMoney(&service, from: old, form)
        try changeTimes(&service, form)
        try changeLimits(&service, form)
        if form.has("refund_policy") {
            let policy = try Form.gather(form.need("refund_policy", Form.array, RefundPolicyForm.policy))
            service.refundPolicy = policy.json
        }
        return service
    }

    private static func changeMoney(_ service: inout Service, from old: Service, _ form: Form) throws {
        let currency = try Currency(service.currency)
        let amount = try Form.gather(
            form.may("amount", Form.decimal) { try Money.price(fromMajor: $0, currency: currency, field: $1) })
        // Minor units differ: what was 100.00 usd would silently be 10000 jpy.
        guard amount != nil || old.amountMinor == 0 || service.currency == old.currency else {
            throw Problem.invalid("amount", .required)
        }
        service.amountMinor = amount ?? service.amountMinor
    }

    private static func changeTimes(_ service: inout Service, _ form: Form) throws {
        let (before, after, step, notice, horizon, change) = try Form.gather(
            form.may("buffer_before", Form.minutes(0...Service.longestBuffer, step: 5)),
            form.may("buffer_after", Form.minutes(0...Service.longestBuffer, step: 5)),
            form.may("slot_step", Form.minutes(5...1_440, step: 5)),
            form.may("minimum_notice", Form.minutes(0...Service.longestNotice)),
            form.may("booking_horizon", Form.minutes(1...730)),
            form.may("change_notice", Form.minutes(0...Service.longestNotice)))
        service.bufferBefore = before ?? service.bufferBefore
        service.bufferAfter = after ?? service.bufferAfter
        service.slotStep = step ?? service.slotStep
        service.minimumNotice = notice ?? service.minimumNotice
        service.bookingHorizon = horizon ?? service.bookingHorizon
        service.changeNotice = change ?? service.changeNotice
    }

    /// Null leaves it to the practice's settings.
    private static func changeLimits(_ service: inout Service, _ form: Form) throws {
        let (person, address) = try Form.gather(
            form.may("bookings_per_person", Form.minutes(1...Service.mostBookings)),
            form.may("bookings_per_address", Form.minutes(1...Service.mostBookings)))
        if form.has("bookings_per_person") { service.bookingsPerPerson = person }
        if form.has("bookings_per_address") { service.bookingsPerAddress = address }
    }

    private static func title(_ text: String, _ field: String) throws -> String {
        guard let title = try Text.name(text, field: field, maximum: 200) else {
            throw Problem.invalid(field, .required)
        }
        return title
    }

    private static func slug(_ text: String, _ field: String) throws -> String? { try Text.slug(text, field: field) }

    private static func currencyCode(_ text: String, _ field: String) throws -> String? { try Currency(text).code }

    /// “First talk!” → `first-talk`; a title without such letters needs a slug from a person.
    private static func standardSlug(_ title: String, _ form: Form) throws -> String {
        let words = Text.folded(title).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = String(words.joined(separator: "-").prefix(80))
        guard !slug.isEmpty || form.has("slug") else { throw Problem.invalid("slug", .required) }
        return slug
    }
}
