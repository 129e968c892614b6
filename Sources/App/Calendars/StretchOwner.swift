import Storage

/// What a stretch of a host's calendar is taken by; `owner_id` says which one it is.
enum StretchOwner: String, Sendable, CaseIterable, Storable {
    /// It owns its cells too.
    case booking
    /// A calendar elsewhere, in which the host is busy; it takes no cells.
    case outsideCalendar = "outside_calendar"
}
