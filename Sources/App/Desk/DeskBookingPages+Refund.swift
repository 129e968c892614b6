import Domain
import Foundation
import Hummingbird

/// To give money back: first how much, then a page that says what will happen, with the sum on its button.
extension DeskBookingPages {
    func showRefund(_ request: Request, _ context: AdminPage) async throws -> Response {
        let whole = try await settlement.whole(try context.id(), .everything(asker: context.admin))
        let (visit, query) = (PageVisit(request, context.browser), try Query(request))
        let way = RefundWay(query.text("by"))
        let available = way.available(whole)
        guard available > 0 else { return .seeOther(BookingListPages.path(of: whole.booking.id)) }
        let words = try words(whole, request, visit)
        guard let typed = query.text("amount") else { return pages.answer(way.asking(words), to: visit) }
        do {
            let minor = try Settlement.amount(
                try RefundWay.amount(typed, visit.catalogue), of: available, whole.booking)
            let key = Digest.hex(settlement.random(16))
            return pages.answer(way.confirming(minor, key, words), to: visit)
        } catch let problem as Problem {
            throw ToldError(problem, by: (way.asking(words, typed: typed, problem: problem), visit))
        }
    }

    func refund(_ request: Request, _ context: AdminForm) async throws -> Response {
        let scope = BookingScope.everything(asker: context.admin)
        let id = try await settlement.bookings.entry(try context.id(), in: scope).booking.id
        let form = try context.form(["amount", "by", "key"])
        let way = RefundWay(form.typed("by"))
        do {
            let (amount, key) = try Form.gather(
                form.need("amount", Form.decimal),
                form.need("key", Form.text) { try BookingForm.idempotencyKey($0, $1) })
            switch way {
            case .company: _ = try await settlement.refund(id, scope, amount: amount, key: key)
            case .hand: _ = try await settlement.markRefunded(id, scope, amount: amount, key: key)
            }
            return way.notice.seen(on: BookingListPages.path(of: id))
        } catch let problem as Problem {
            let whole = try await settlement.whole(id, scope)
            let visit = PageVisit(request, context.browser)
            let page = way.asking(
                try words(whole, request, visit), typed: form.typed("amount"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }
}

/// By which way money goes back.
private enum RefundWay: String {
    /// As it was paid: by the payment company where it took it.
    case company
    /// It was given back already, and is noted only.
    case hand

    init(_ text: String?) { self = text.flatMap(RefundWay.init(rawValue:)) ?? .company }

    var notice: DeskNotice { self == .company ? .refundSent : .refundNoted }

    private var key: String { self == .company ? "refund" : "refund_by_hand" }

    /// In minor units.
    func available(_ whole: WholeBooking) -> Int64 {
        let waiting = Refund.sum(whole.record.refunds.filter { $0.state == .due })
        return whole.decision.refundable + (self == .hand ? waiting : 0)
    }

    /// As people type it, in the page's language or not.
    static func amount(_ text: String, _ catalogue: Catalogue) throws -> Decimal {
        let number = TypedNumber.plain(text, mark: catalogue.sentence("money.decimal"))
        return try Form.decimal(.typed(number), "amount")
    }

    func asking(_ words: DeskBookingWords, typed: String? = nil, problem: Problem? = nil) -> DeskFormPage {
        let currency = words.whole.record.ledger.currency ?? words.booking.price.currency
        let label = words.say("\(key).amount", ["currency": currency.code.uppercased()])
        let failure = problem.map { FormFailure($0, words.catalogue, labels: ["amount": label]) }
        let available = available(words.whole)
        var field = FormField(
            "amount", label, explanation: words.say("\(key).up_to", ["amount": words.amount(available)]),
            failure: failure)
        (field.value, field.keys) = (typed ?? Money(minor: available, currency: currency).major, "decimal")
        return DeskFormPage(
            words, key, lines: [words.appointment],
            next: .init(toNext: "\(words.path)/refund", kept: [.init(name: "by", value: rawValue)]),
            .init(button: words.say("\(key).next"), fields: [field], failure: failure))
    }

    func confirming(_ minor: Int64, _ key: String, _ words: DeskBookingWords) -> DeskFormPage {
        let currency = words.whole.record.ledger.currency ?? words.booking.price.currency
        let sum = words.amount(minor)
        let unseen: [KeptInput] = [
            .init(name: "amount", value: Money(minor: minor, currency: currency).major),
            .init(name: "by", value: rawValue), .init(name: "key", value: key),
        ]
        return DeskFormPage(
            words, self.key, lines: [words.appointment] + promise(minor, words),
            post: .init(action: "\(words.path)/refund", isDanger: true, unseen: unseen),
            .init(button: words.say("\(self.key).button", ["amount": sum])))
    }

    /// What becomes of the sum: parts of it may go back by different ways.
    private func promise(_ minor: Int64, _ words: DeskBookingWords) -> [String] {
        let whole = words.whole
        guard self == .company else { return [words.say("\(key).noted", ["amount": words.amount(minor)])] }
        let parts = whole.decision.amounts(.admin, of: nil, most: minor, payments: whole.record.payments)
        let byHand = parts.filter { $0.intentID == nil }.reduce(0) { $0 + $1.money.minor }
        return [("by_company", minor - byHand), ("by_hand", byHand)].filter { $0.1 > 0 }.map {
            words.say("\(key).\($0.0)", ["amount": words.amount($0.1)])
        }
    }
}
