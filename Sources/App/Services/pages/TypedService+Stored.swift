import Domain

/// A stored service as somebody would type it.
extension TypedService {
    static func fields(of draft: ServiceDraft, _ catalogue: Catalogue) -> [String: JSONValue] {
        let service = draft.service
        let mark = catalogue.sentence("money.decimal")
        var texts = [
            "title": service.title, "slug": service.slug, "description": service.description ?? "",
            "host_id": "\(draft.hostID)", "duration": "\(service.duration)", "slot_step": "\(service.slotStep)",
            "buffer_before": "\(service.bufferBefore)", "buffer_after": "\(service.bufferAfter)",
            "booking_horizon": "\(service.bookingHorizon)",
            "amount": service.price.major.replacing(".", with: mark),
            "currency": service.price.currency.code.uppercased(),
            "bookings_per_person": service.bookingsPerPerson.map(String.init) ?? "",
            "bookings_per_address": service.bookingsPerAddress.map(String.init) ?? "",
            "withdrawal_days": "\(service.withdrawal.days)", "withdrawal_reason": service.withdrawal.reason ?? "",
        ]
        switch service.tax {
        case .included(let points): texts["tax_percent"] = Tax.percent(points).replacing(".", with: mark)
        case .note(let note): texts["tax_note"] = note
        case nil: break
        }
        texts.merge(length("minimum_notice", service.minimumNotice)) { $1 }
        texts.merge(length("change_notice", service.changeNotice)) { $1 }
        let flags = [
            "active": service.isActive, "waiting_room": service.hasWaitingRoom,
            "right_of_withdrawal": service.withdrawal.isGiven,
        ]
        for (name, isTrue) in flags where isTrue { texts[name] = "true" }
        var fields = texts.mapValues(JSONValue.typed)
        fields["refund_policy"] = .array(service.refundPolicy.tiers.map(row))
        fields["questions"] = .array(service.questions.all.map(row))
        return fields
    }

    /// What may be left to the server is empty.
    static func fields(ofNew draft: ServiceDraft, _ catalogue: Catalogue) -> [String: JSONValue] {
        fields(of: draft, catalogue).merging(["duration", "slot_step", "amount"].map { ($0, .typed("")) }) { $1 }
    }

    private static func length(_ name: String, _ minutes: Int) -> [String: String] {
        let unit = Unit.of(minutes)
        return [name: "\(minutes / unit.minutes)", name + "_unit": unit.rawValue]
    }

    private static func row(_ tier: RefundPolicy.Tier) -> JSONValue {
        let notice = length("notice", tier.notice)
        return .object(notice.merging(["percent": "\(tier.percent)"]) { $1 }.mapValues(JSONValue.typed))
    }

    private static func row(_ question: IntakeQuestion) -> JSONValue {
        var texts = [
            "id": "\(question.id)", "kind": question.kind.rawValue, "label": question.label,
            "hint": question.hint ?? "", "options": question.options.joined(separator: "\n"),
            "url": question.url ?? "",
        ]
        if question.isRequired { texts["required"] = "true" }
        return .object(texts.mapValues(JSONValue.typed))
    }
}
