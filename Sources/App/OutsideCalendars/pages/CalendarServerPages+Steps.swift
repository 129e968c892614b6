import Domain

extension CalendarServerPages {
    /// Where a search leads whose end is `found`.
    func step(
        after found: CalendarSearch, _ draft: CalendarSearchDraft, typed: Form, _ kept: KeptCalendars,
        _ context: SignedInForm
    ) async throws -> CalendarServerPage.Step {
        func sealed(_ draft: CalendarSearchDraft) -> String {
            login(kept, context).sealed(draft, by: calendars.seal, at: kept.now)
        }
        switch found {
        case .trouble(let trouble): return .ask(typed: typed, trouble: trouble)
        case .otherServer(let name):
            let servers = draft.agreedServers.union([name])
            return .agree(
                server: name, login: sealed(CalendarSearchDraft(access: draft.access, agreedServers: servers)))
        case .calendars(let all):
            let known = try await calendars.addresses(of: kept.host.id)
            return .choose(all, known: known, ticked: typed.allTyped("calendar"), login: sealed(draft))
        }
    }

    /// Throws `validation_failed`.
    static func chosen(
        _ ticked: [String], of found: CalendarSearch, room: Int
    ) throws -> [FoundCalendar] {
        guard case .calendars(let all) = found else { throw Problem.invalid("calendar", .notFound) }
        let chosen = all.filter { ticked.contains($0.url) }
        guard !chosen.isEmpty else { throw Problem.invalid("calendar", .required) }
        guard chosen.count <= room else { throw Problem.invalid("calendar", .tooMany, ["maximum": "\(room)"]) }
        return chosen
    }
}

extension FoundCalendar {
    /// As it is linked by whoever has found it.
    func draft(_ access: CalendarAccess) -> CalendarDraft {
        CalendarDraft(
            kind: .caldav, access: CalendarAccess(url: url, credentials: access.credentials), name: name,
            rules: CalendarRules(), writing: CalendarWriting())
    }
}
