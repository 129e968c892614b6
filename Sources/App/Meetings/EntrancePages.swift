import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// People's own entrances. A GET shows and changes nothing: mail scanners open every link, and some run scripts. Going
/// in is a POST, which the page never sends by itself.
struct EntrancePages: Sendable {
    let entrances: Entrances
    let live: LivePlaces
    let pages: Pages
    let cookie: EntranceCookie

    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let step = try await Self.telling(request, context) { try await entrances.look(Self.token(context)) }
        let isBack = cookie.isSent(in: request)
        if isBack { try await entrances.notePresence(of: step) }
        return try answer(step, mayWait: isBack, request, context)
    }

    /// Leads on to the meeting, or shows why not.
    func enter(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await request.pageForm([], context)
        let entering = try await Self.telling(request, context) { try await entrances.enter(Self.token(context)) }
        var response: Response
        let step: Doorstep
        switch entering {
        case .goes(let url, let whose): (response, step) = (.seeOther(url), whose)
        // Asked for again by GET it says from when on it opens.
        case .stays(let whose) where whose.door == .early: return .seeOther(Self.path(context))
        case .stays(let whose): (response, step) = (try answer(whose, mayWait: true, request, context), whose)
        }
        if step.door == .open || step.door == .waits {
            cookie.set(at: Self.path(context), for: step.closesAt.timeIntervalSince(step.now), in: &response)
        }
        return response
    }

    /// A name for this meeting alone.
    func name(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["name"], context)
        do {
            let name = try Form.gather(form.may("name", Form.text, UserForm.name))
            _ = try await Self.telling(request, context) { try await entrances.name(Self.token(context), as: name) }
            return .seeOther(Self.path(context))
        } catch let problem as Problem where problem.code == .validationFailed {
            let step = try await Self.telling(request, context) { try await entrances.look(Self.token(context)) }
            let visit = Self.visit(step, request, context)
            let page = try EntrancePage(
                step, at: Self.path(context), visit.catalogue, typed: form.typed("name"), problem: problem)
            var response = pages.answer(page, to: visit, after: problem)
            response.headers[.contentSecurityPolicy] = RouteGroup.entrances.policy(
                leadingOnTo: step.meeting.room.server)
            return response
        }
    }

    /// Tells whoever waits that something has changed; 204 where there is no place, which browsers do not ask again.
    /// For a browser that has asked to go in alone.
    func events(_ request: Request, _ context: AppContext) async throws -> Response {
        guard cookie.isSent(in: request) else { throw Problem(.forbidden) }
        let step = try await Self.telling(request, context) { try await entrances.look(Self.token(context)) }
        let entrance = OpenEntrance(
            entrant: step.entrant, booking: step.booking.id, generation: step.meeting.generation(of: step.entrant))
        guard step.door == .waits, let place = live.take(.entrance(entrance)) else { return .noContent }
        return .events(place.stream, ended: place.leave)
    }

    /// An invited person comes.
    func accept(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await request.pageForm([], context)
        try await Self.telling(request, context) { try await entrances.accept(Self.token(context)) }
        return .seeOther(Self.path(context))
    }

    /// An invited person does not come, and may want no invitations any more.
    func decline(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["for_good"], context)
        let forGood = try form.may("for_good", Form.flag).get() == true
        let step = try await Self.telling(request, context) {
            try await entrances.decline(Self.token(context), forGood: forGood)
        }
        let visit = Self.visit(step, request, context)
        return pages.answer(DoorPage(declined: step, visit.catalogue), to: visit)
    }

    /// `mayWait` in a browser that has asked to go in: to others the waiting room is not shown.
    private func answer(
        _ step: Doorstep, mayWait: Bool, _ request: Request, _ context: AppContext
    ) throws -> Response {
        let visit = Self.visit(step, request, context)
        guard let door = try DoorPage(step, visit.catalogue) else {
            let path = Self.path(context)
            let waiting = mayWait ? try WaitingPage(step, at: path, visit.catalogue) : nil
            var response =
                try waiting.map { pages.answer($0, to: visit) }
                ?? pages.answer(try EntrancePage(step, at: path, visit.catalogue), to: visit)
            // Browsers ask the policy of the page with the form whether its answer may lead on to another site.
            response.headers[.contentSecurityPolicy] = RouteGroup.entrances.policy(
                leadingOnTo: step.meeting.room.server)
            return response
        }
        return pages.answer(door, to: visit, status: .gone)
    }

    /// Whoever comes by a link that leads nowhere is told so by a door of its own.
    private static func telling<Result>(
        _ request: Request, _ context: AppContext, _ body: () async throws -> Result
    ) async throws -> Result {
        do { return try await body() } catch let problem as Problem where problem.code == .linkExpired {
            let visit = PageVisit(request, context)
            throw ToldError(problem, by: (DoorPage(problem, visit.catalogue), visit))
        }
    }

    private static func visit(_ step: Doorstep, _ request: Request, _ context: AppContext) -> PageVisit {
        PageVisit(request, context, else: step.person.locale)
    }

    private static func token(_ context: AppContext) -> String { context.parameters.get("opaque") ?? "" }

    private static func path(_ context: AppContext) -> String { Links.entrances + token(context) }
}

/// Tells that a browser has come in by an entrance once, by its owner's own deed: set at that entrance's path alone.
struct EntranceCookie: Sendable {
    private static let leastSeconds = 60.0
    /// Of the header.
    private static let mostBytes = 8_192

    let isSecure: Bool

    /// `__Host-` is for cookies of the whole site (RFC 6265bis, 4.1.3).
    private var name: String { (isSecure ? "__Secure-" : "") + "informat_entrance" }

    func set(at path: String, for seconds: Double, in response: inout Response) {
        response.setCookie(
            Cookie(
                name: name, value: "1", maxAge: Int(max(seconds, Self.leastSeconds)), path: path, secure: isSecure,
                httpOnly: true, sameSite: .lax))
    }

    /// Whether this browser has come in here before. By bytes: other programs of the host may have cookies of any kind.
    func isSent(in request: Request) -> Bool {
        guard let header = request.headers[.cookie], header.utf8.count <= Self.mostBytes else { return false }
        let wanted = "\(name)=1".utf8
        return header.utf8.split(separator: UInt8(ascii: ";")).contains { pair in
            pair.drop { $0 == UInt8(ascii: " ") }.elementsEqual(wanted)
        }
    }
}
