import Domain

/// Calendars elsewhere as the API tells them.
extension JSONText {
    /// Its address is its password, and shown no more.
    mutating func fields(_ calendar: ShownCalendar) {
        let reading = calendar.reading
        fields(calendar.link)
        field("address", calendar.address)
        field("read_at", reading.readAt)
        field("next_look_at", calendar.nextLookAt)
        field("stretches", calendar.stretches)
        field("unread_events", reading.unreadEvents)
        field("problem", reading.trouble?.rawValue)
        field("problem_detail", reading.trouble?.sentence)
        field("problem_since", reading.troubleSince)
        field("write_problem", calendar.standing.trouble?.rawValue)
        field("write_problem_detail", calendar.standing.trouble?.sentence)
        field("write_problem_since", calendar.standing.troubleSince)
    }

    /// What its host says of it.
    mutating func fields(_ link: CalendarLink) {
        field("id", link.id)
        field("kind", link.kind.rawValue)
        field("name", link.name)
        field("time_zone", link.rules.timeZone)
        field("blocks", link.rules.blocks)
        field("tentative_blocks", link.rules.tentativeBlocks)
        field("unanswered_blocks", link.rules.unansweredBlocks)
        field("all_busy", link.rules.allBusy)
        field("own_addresses", each: link.rules.ownAddresses) { $0.string($1) }
        field("writes", link.writing.isOn)
        field("titles", link.writing.titles.rawValue)
        field("created_at", link.createdAt)
    }

    /// Whatever was found; and what hindered the search, or where it would lead.
    mutating func fields(_ search: CalendarSearch) {
        var (calendars, server, trouble): ([FoundCalendar], String?, CalendarTrouble?) = ([], nil, nil)
        switch search {
        case .calendars(let found): calendars = found
        case .otherServer(let name): server = name
        case .trouble(let found): trouble = found
        }
        field("calendars", each: calendars) { json, calendar in
            json.object { json in
                json.field("url", calendar.url)
                json.field("name", calendar.name)
                json.field("colour", calendar.colour)
                json.field("writable", calendar.isWritable)
            }
        }
        field("other_server", server)
        field("problem", trouble?.rawValue)
        field("problem_detail", trouble?.sentence)
    }
}
