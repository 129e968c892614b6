import Domain
import Hummingbird

/// To invite somebody to a booking's meeting.
extension DeskBookingPages {
    func showInvite(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let whole = try await settlement.whole(try context.id(), try .run(by: context.user))
        guard whole.booking.status == .scheduled else {
            return .seeOther(BookingListPages.path(of: whole.booking.id))
        }
        let visit = PageVisit(request, context.browser)
        return pages.answer(Self.invitePage(try words(whole, request, visit)), to: visit)
    }

    func invite(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let scope = try BookingScope.run(by: context.user)
        let id = try await settlement.bookings.entry(try context.id(), in: scope).booking.id
        let form = try context.form(["email", "name", "role"])
        do {
            _ = try await settlement.bookings.invite(try ParticipantRoutes.wish(form), to: id, by: scope.asker)
            return DeskNotice.invited.seen(on: BookingListPages.path(of: id))
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let whole = try await settlement.whole(id, scope)
            let page = Self.invitePage(try words(whole, request, visit), form, problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    private static func invitePage(
        _ words: DeskBookingWords, _ form: Form? = nil, _ problem: Problem? = nil
    ) -> DeskFormPage {
        let labels = Dictionary(
            uniqueKeysWithValues: ["name", "email", "role"].map { ($0, words.say("invite.\($0)")) })
        let failure = problem.map { FormFailure($0, words.catalogue, labels: labels) }
        func field(_ name: String, _ kind: FormField.Kind) -> FormField {
            var field = FormField(name, words.say("invite.\(name)"), kind: kind, failure: failure)
            field.value = form?.typed(name) ?? ""
            return field
        }
        let chosen = form?.typed("role") ?? ParticipantRole.participant.rawValue
        let roles = ParticipantRole.allCases.map {
            FormChoice.Option(
                value: $0.rawValue, text: words.say("people.role.\($0.rawValue)"), isChosen: $0.rawValue == chosen)
        }
        return DeskFormPage(
            words, "invite", lines: [words.appointment, words.say("invite.line")],
            post: .init(action: "\(words.path)/invite", isDanger: false, unseen: []),
            .init(
                button: words.say("invite.button"), fields: [field("name", .text), field("email", .email)],
                choices: [FormChoice("role", words.say("invite.role"), of: roles, failure: failure)],
                failure: failure))
    }
}
