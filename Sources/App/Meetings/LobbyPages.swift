import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The lobby in a browser: the same deeds as the API's, as forms that need no script.
struct LobbyPages: Sendable {
    let meetings: Meetings
    let live: LivePlaces
    let pages: Pages

    static let path = DeskPlace.lobby.path

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let lobby = try await meetings.lobby(for: context.user)
        let visit = PageVisit(request, context.browser)
        let page = try LobbyPage(
            lobby, for: context.user, openServer: meetings.bookings.links.openServer, visit.catalogue)
        return pages.answer(page, to: visit)
    }

    /// Tells an open lobby that it has changed; 204 where there is no place, which browsers do not ask again.
    func events(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let user = context.user
        try user.requireStaff()
        guard let place = live.take(.lobby(of: user.id, showsAll: user.isAdmin)) else { return .noContent }
        return .events(place.stream, ended: place.leave)
    }

    func open(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        _ = try await meetings.open(try context.id(), by: context.user)
        return .seeOther(Self.path)
    }

    func close(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        _ = try await meetings.close(try context.id(), by: context.user)
        return .seeOther(Self.path)
    }

    func admit(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["participant_id"])
        let entrant = try Form.gather(form.need("participant_id", Form.text, LobbyForm.entrant))
        _ = try await meetings.admit(entrant, to: try context.id(), by: context.user)
        return .seeOther(Self.path)
    }

    func late(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["minutes"])
        let minutes = try Form.gather(form.need("minutes", LobbyForm.minutes))
        _ = try await meetings.late(minutes, for: try context.id(), by: context.user)
        return .seeOther(Self.path)
    }
}
