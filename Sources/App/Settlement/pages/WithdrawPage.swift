import Domain
import Foundation

/// Whether a client really withdraws from the contract: what follows is said before.
struct WithdrawPage: Page {
    static let template = "pages/withdraw"
    let title: String
    let back: NoticePage.Link
    let slip: BookingSlip
    let service: String
    /// A class of the style sheet.
    let promiseTone: String
    let promiseSign: String
    let promise: String
    let action: String
    let button: String
    let keep: NoticePage.Link
}

extension WithdrawPage {
    init(_ words: BookingWords) {
        let isInTime = words.booking.mayBeWithdrawn(at: words.own.now)
        title = words.say("withdraw.title")
        back = .init(href: words.path, text: words.own.entry.serviceTitle)
        (slip, service) = (words.slip, words.own.entry.serviceTitle)
        let tone: Notice.Tone = isInTime ? .good : .warn
        (promiseTone, promiseSign) = (tone.rawValue, tone.sign)
        promise = words.say(isInTime ? "withdraw.promise" : "withdraw.late")
        action = "\(words.path)/withdraw"
        button = words.say("withdraw.button")
        keep = .init(href: words.path, text: words.say("keep"))
    }
}

extension Booking {
    /// Whether its client may declare a withdrawal: in time, or later and then only to be told to the practice.
    var takesWithdrawal: Bool {
        withdrawal.map { $0.declaredAt == nil } ?? false && [.scheduled, .completed, .noShow].contains(status)
    }
}
