import Domain
import Foundation

/// The page on which a held time is paid, by the payment company's own form.
struct PayPage: Page {
    static let template = "pages/pay"
    let title: String
    let heading: String
    let slip: Slip
    let hold: HoldNotice
    /// That the last try came to nothing; nil before it, where the script shows it.
    let declined: String?
    let refusal: Refusal
    let silence: Silence
    /// Nil where the company does not answer.
    let form: PayForm?
    let isSilent: Bool
    let letGo: LetGo

    /// What a payment that failed means.
    struct Refusal: PageValues {
        let heading: String
        let line: String
    }

    struct Silence: PageValues {
        let line: String
        let path: String
        let again: String
    }

    /// What the script needs, and what stands around the company's form.
    struct PayForm: PageValues {
        let key: String
        let secret: String
        let source: String
        /// Where the company leads the browser back to.
        let returnPath: String
        let label: String
        let loading: String
        let button: String
        let byWhom: String
        /// For browsers without the script.
        let needsScript: String
        /// Where the practice can be reached.
        let support: NoticePage.Link?
    }

    struct LetGo: PageValues {
        let action: String
        let button: String
    }
}

/// How long a time is still held: as a sentence, and counted down by the script.
struct HoldNotice: PageValues {
    let sentence: String
    /// In the last two minutes.
    let isShort: Bool
    let seconds: Int
    let digits: String
    let most: Int
    let label: String
    /// Where to go when it is over.
    let after: String
    /// What is said aloud at two minutes, at one, and at the end.
    let twoMinutes: String
    let oneMinute: String
    let runOut: String
}

extension PayPage {
    init(_ payment: OpenPayment, _ words: PayWords, support: String?) {
        title = words.say("title")
        heading = title
        slip = Slip(words)
        hold = words.hold(most: payment.holdSeconds)
        let hasFailed = words.payable.entry.booking.paymentStatus == .failed
        declined = hasFailed ? words.say("refused.heading") : nil
        refusal = Refusal(heading: words.say("refused.heading"), line: words.say("refused.line"))
        silence = Silence(line: words.say("silent"), path: words.path, again: words.say("again"))
        isSilent = payment.clientSecret == nil
        form = payment.clientSecret.map { secret in
            PayForm(
                key: payment.publishableKey, secret: secret.value, source: payment.jsURL,
                returnPath: PayPages.returnPath(of: words.payable.entry.booking.id), label: words.say("form"),
                loading: words.say("loading"), button: words.say("action"), byWhom: words.say("by_stripe"),
                needsScript: words.say("needs_script"),
                support: support.map { .init(href: $0, text: words.say("ask")) })
        }
        letGo = LetGo(action: words.path + "/let-go", button: words.say("let_go"))
    }
}
