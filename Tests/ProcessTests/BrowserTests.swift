import Foundation
import Testing

extension RealProgram {
    /// Real Chromium: axe finds no fault, no other host is asked, nothing is wider than the screen.
    @Suite("Pages in a browser")
    struct BrowserTests {
        @Test("the entrance counts down, checks camera and sound, and takes another name but not the host's")
        func entranceEarly() async throws { try await Journey.go("entrance.early") }

        @Test("an open entrance leads to the meeting with the person's name in one press")
        func entranceDirect() async throws { try await Journey.go("entrance.direct") }

        @Test("the keyboard alone leads into the meeting, at twice the size")
        func entranceByKeyboard() async throws { try await Journey.go("entrance.by_keyboard") }

        @Test("without JavaScript the entrance says what there is to know and leads in")
        func entranceWithoutScript() async throws { try await Journey.go("entrance.without_script") }

        @Test("a link that leads nowhere says what is so, and shows a way on")
        func entranceDoors() async throws { try await Journey.go("entrance.doors") }

        @Test("a lobby shows live who waits, and whoever is let in is led on to the meeting")
        func waitingRoomLive() async throws { try await Journey.go("waiting_room.live") }

        @Test("whoever waits is led on when the host goes in, and no lobby rings that is to be silent")
        func waitingRoomOpened() async throws { try await Journey.go("waiting_room.opened") }

        @Test("a meeting that is closed again lets the next one wait")
        func waitingRoomClosedAgain() async throws { try await Journey.go("waiting_room.closed_again") }

        @Test("without JavaScript a host lets in and a client goes in by buttons alone")
        func waitingRoomWithoutScript() async throws { try await Journey.go("waiting_room.without_script") }

        @Test("what changes in a lobby takes neither the focus nor a choice from whoever has no mouse")
        func waitingRoomByKeyboard() async throws { try await Journey.go("waiting_room.by_keyboard") }

        @Test("a client pays: one card is declined, the next wants 3-D Secure, and Stripe leads back")
        func payByCard() async throws { try await Journey.go("pay.by_card") }

        @Test("without JavaScript the page says that paying needs it, and the time can be given back")
        func payWithoutScript() async throws { try await Journey.go("pay.without_script") }

        @Test("where Stripe's script does not come the page says so, and is whole once it does")
        func payWhileStripeIsAway() async throws { try await Journey.go("pay.while_stripe_is_away") }

        @Test("a client without an account books with a password, on a phone in the dark")
        func checkoutWithScript() async throws { try await Journey.go("checkout.with_script") }

        @Test("without an account six digits of a mail are enough, and the mail's link moves and cancels the booking")
        func checkoutWithoutAccount() async throws { try await Journey.go("checkout.without_account") }

        @Test("the same works without JavaScript, at twice the size")
        func checkoutWithoutScript() async throws { try await Journey.go("checkout.without_script") }

        @Test("the same works by the keyboard alone")
        func checkoutByKeyboard() async throws { try await Journey.go("checkout.by_keyboard") }

        @Test("of two people who want one time the slower is shown the next ones, with the note kept")
        func checkoutOneSlot() async throws { try await Journey.go("checkout.one_slot") }

        @Test("pressing twice, going back and a second tab make one booking")
        func checkoutSentTwice() async throws { try await Journey.go("checkout.sent_twice") }

        @Test("whoever is signed out while booking signs in, and is back with time and note")
        func checkoutSessionEnds() async throws { try await Journey.go("checkout.session_ends") }

        @Test("an address that has an account is told beside its field, with the input kept")
        func checkoutSameAddress() async throws { try await Journey.go("checkout.same_address") }

        @Test("signs of templates and of HTML are shown as they were typed")
        func checkoutAttacked() async throws { try await Journey.go("checkout.attacked") }

        @Test("two people in two zones see the same times by their own clocks, also where clocks change")
        func pickerOverClockChanges() async throws { try await Journey.go("picker.over_clock_changes") }

        @Test("a zone that somebody has chosen stays on every page")
        func pickerZoneChosen() async throws { try await Journey.go("picker.zone_chosen") }

        @Test("without JavaScript every day and time is a link, and the zone is said not to be known")
        func pickerWithoutScript() async throws { try await Journey.go("picker.without_script") }

        @Test("arrow keys walk through the free days of a month")
        func pickerByKeyboard() async throws { try await Journey.go("picker.by_keyboard") }

        @Test("a browser whose zone is unknown here is shown the practice's, and is not asked for the page again")
        func pickerZoneUnknown() async throws { try await Journey.go("picker.zone_unknown") }

        @Test("a hold that runs out leads on to what came of it by itself")
        func payHeldTooLong() async throws { try await Journey.go("pay.held_too_long") }

        @Test("a code by mail signs in, also after a mistyped address and a wrong code")
        func signInByCode() async throws { try await Journey.go("sign_in.by_code") }

        @Test("without JavaScript a code signs in too")
        func signInByCodeWithoutScript() async throws { try await Journey.go("sign_in.by_code_without_script") }

        @Test("a wrong password is told, and the right one leads to where one wanted to go, by the keyboard alone")
        func signInByPassword() async throws { try await Journey.go("sign_in.by_password_and_by_keyboard") }

        @Test("a client looks at a booking and cancels it")
        func bookingsCancelled() async throws { try await Journey.go("bookings.cancelled") }

        @Test("without JavaScript a client cancels too")
        func bookingsCancelledWithoutScript() async throws { try await Journey.go("bookings.cancelled_without_script") }

        @Test("every journey is gone by one of these tests")
        func all() async throws {
            let text = try String(contentsOfFile: #filePath, encoding: .utf8)
            let gone = text.matches(of: /Journey\.go\("([a-z_.]+)"\)/).map { String($0.output.1) }
            #expect(try await Journey.names().sorted() == gone.sorted())
        }
    }
}
