import Domain
import Foundation

extension DeskBookingWords {
    /// What stands elsewhere over the booking: when and in which calendar, which is all that is known of it.
    var clash: DeskBookingPage.Clash? {
        guard let clash = whole.entry.clash else { return nil }
        let gaps = ["calendar": clash.calendar, "span": dates.span(from: clash.startsAt, to: clash.endsAt)]
        let ways = [
            whole.isMovable ? NoticePage.Link(href: "\(path)/move", text: say("clash.move")) : nil,
            whole.isCancellable ? .init(href: "\(path)/cancel", text: say("clash.cancel")) : nil,
        ].compactMap(\.self)
        return .init(
            clashHeading: say("clash.heading"), clashLine: say("clash.line", gaps), clashWays: ways,
            keep: DeskDeed(action: "\(path)/clash/keep", button: say("clash.keep")))
    }
}
