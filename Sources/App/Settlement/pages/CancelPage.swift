import Domain
import Foundation

/// Whether a booking shall really be cancelled: what comes back is said before, and stands on the button.
struct CancelPage: Page {
    static let template = "pages/cancel"
    let title: String
    let heading: String
    let back: NoticePage.Link
    var failure: FormFailure?
    let slip: BookingSlip
    let service: String
    let moveInstead: NoticePage.Link?
    /// What comes back, and how.
    let promise: String
    let way: String?
    /// A class of the style sheet, and its sign.
    let promiseTone: String
    let promiseSign: String
    let table: RefundLines?
    let action: String
    /// In minor units, as it was shown: the form brings it back.
    let expected: Int
    let reason: FormField
    let button: String
    let keep: NoticePage.Link
}

extension CancelPage {
    /// `typed` is a reason that was refused, with what is wrong with it.
    init(_ words: BookingWords, typed: String? = nil, problem: Problem? = nil) {
        let own = words.own
        let labels = ["reason": words.say("reason.label")]
        let failure = problem.map { FormFailure($0, words.catalogue, labels: labels) }
        let offer = own.offer
        self.failure = failure
        heading = words.say(own.isMovable ? "cancel_heading" : "let_go_heading")
        title = FormFailure.title(heading, failure, words.catalogue)
        back = .init(href: words.path, text: own.entry.serviceTitle)
        (slip, service) = (words.slip, own.entry.serviceTitle)
        moveInstead = own.isMovable ? .init(href: "\(words.path)/move", text: words.say("move_instead")) : nil
        (promise, way) = words.promise(offer)
        let tone: Notice.Tone = offer.map { $0.now.all > 0 } ?? true ? .good : .warn
        (promiseTone, promiseSign) = (tone.rawValue, tone.sign)
        table = offer.map { RefundLines($0, words) }
        action = "\(words.path)/cancel"
        expected = Int(offer?.now.all ?? 0)
        var reason = FormField(
            "reason", words.say("reason.label"), explanation: words.say("reason.hint"), failure: failure)
        (reason.value, reason.isRequired) = (typed ?? "", false)
        reason.optional = words.catalogue.sentence("page.form.optional")
        self.reason = reason
        button = words.button(offer)
        keep = .init(href: words.path, text: words.say("keep"))
    }
}

extension BookingWords {
    /// What comes back, in a sentence, and how in another.
    fileprivate func promise(_ offer: CancelOffer?) -> (promise: String, way: String?) {
        guard let offer else { return (say("promise.\(withoutMoney)"), nil) }
        let (back, amounts) = (offer.now, ["amount": money(offer.now.all)])
        guard back.all > 0 else {
            return (say(own.record.ledger.disputed > 0 ? "promise.disputed" : "promise.nothing"), nil)
        }
        let promise = say(back.all == booking.price.minor ? "promise.all" : "promise.part", amounts)
        if back.byHand == 0 { return (promise, say("promise.by_company")) }
        if back.byCompany == 0 { return (promise, say("promise.by_hand")) }
        let parts = ["company": money(back.byCompany), "hand": money(back.byHand)]
        return (promise, say("promise.both", parts))
    }

    /// Why there is nothing to be given back.
    private var withoutMoney: String {
        if booking.price.minor == 0 { return "free" }
        if booking.status == .pending {
            if booking.awaitsProof { return "nothing_paid" }
            return booking.paymentStatus == .processing ? "bank_decides" : "held"
        }
        return "nothing_paid"
    }

    fileprivate func button(_ offer: CancelOffer?) -> String {
        guard own.isMovable else { return say("let_go") }
        guard let all = offer?.now.all, all > 0 else { return say("cancel_button") }
        return say("cancel_button_with_sum", ["amount": money(all)])
    }
}
