import Domain
import Foundation

/// What the last look says of the right to withdraw from the contract, with the consent that is asked for where the
/// consultation begins before it has ended.
struct WithdrawalPart: PageValues {
    let law: String
    let sentences: [String]
    /// Not `reading`: a template would take it for the link of the agreement, which has none.
    let instructions: NoticePage.Link?
    let agreement: FormAgreement?

    /// Nil where nothing is to be said.
    init?(_ words: CheckoutWords, _ draft: CheckoutDraft, _ place: String?, _ failure: FormFailure?) {
        let reason = words.service.withdrawal.reason
        law = words.say("withdrawal.heading")
        guard let until = words.chosen.withdrawUntil else {
            guard let reason else { return nil }
            (sentences, instructions, agreement) = ([words.say("withdrawal.none"), reason], nil, nil)
            return
        }
        sentences = [
            words.say(
                "withdrawal.given", ["day": words.dates.day(of: until), "time": words.dates.time(of: until)]), reason,
        ].compactMap(\.self)
        instructions = place.map { .init(href: $0, text: words.say("withdrawal.read")) }
        agreement =
            words.chosen.start < until
            ? FormAgreement(
                "begin_early", words.say("withdrawal.begin_early"), isChosen: draft.agreesToBeginEarly,
                failure: failure) : nil
    }
}

extension CheckoutWords {
    /// What is said of the tax in the price; nil for nothing.
    var tax: String? {
        switch service.tax {
        case .included(let points):
            service.tax?.share(of: service.price).map { share in
                say("tax", ["percent": catalogue.percent(points), "amount": catalogue.money(share)])
            }
        case .note(let note): note
        case nil: nil
        }
    }
}
