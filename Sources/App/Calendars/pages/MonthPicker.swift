import Domain
import Foundation

/// Where somebody picks a time: the next free days, a month, and the times of a day, as `pages/picker` shows them.
/// Every choice is a link, so that it works wherever a page puts it.
struct MonthPicker: PageValues {
    let heading: String
    let zone: ZoneLine
    /// Nil in a month that has no free day.
    let soonest: SoonestDays?
    let fullMonth: FullMonth?
    let month: PickerMonth
    let times: PickerTimes
    /// Whether times open in a new tab: in a frame of another site no cookies are to be had.
    let opensAnew: Bool
}

/// Some free days in a row, around the chosen one.
struct SoonestDays: PageValues {
    let label: String
    let wholeMonth: String
    let days: [Day]

    struct Day: PageValues {
        let href: String
        let weekday: String
        let number: String
        /// Where it is in another month than the one that is shown.
        let otherMonth: String?
        let count: String
        let isChosen: Bool
    }
}

/// Tells that a month has no free day, and which is the next.
struct FullMonth: PageValues {
    let strong: String
    let line: String
    let go: SlipLink?
    let wholeMonth: String
}

/// A month as a table of weeks.
struct PickerMonth: PageValues {
    let name: String
    let caption: String
    let before: Arrow
    let after: Arrow
    let weekdays: [Weekday]
    let weeks: [Week]

    /// To another month; no link where there is none to go to, and its name then says why.
    struct Arrow: PageValues {
        let href: String?
        let label: String
    }

    struct Weekday: PageValues {
        let short: String
        let long: String
    }

    struct Week: PageValues {
        let cells: [Cell]
    }

    /// A day with free times is a link; others, and those of other months, are not.
    struct Cell: PageValues {
        let free: FreeDay?
        let plain: String?
        let isToday: Bool
    }

    struct FreeDay: PageValues {
        let href: String
        let number: String
        /// The day, and how many free times it has.
        let label: String
        /// A class of the style sheet: how many there are.
        let fullness: String?
        let isChosen: Bool
    }
}

/// The times of a day.
struct PickerTimes: PageValues {
    let heading: String
    /// Where the clocks change on this day.
    let clocks: String?
    let groups: [Group]
    /// Why there are none, and when there are.
    let lines: [String]

    struct Group: PageValues {
        let name: String
        let list: [Time]
    }

    struct Time: PageValues {
        let href: String
        let text: String
        let isChosen: Bool
    }
}

/// Where the links of a picker lead.
struct PickerLinks: Sendable {
    /// The page with the picker, and what its query always carries.
    let page: PagePath
    /// The next step, which gets the chosen instant as `at`.
    let step: PagePath
    var opensAnew = false

    func day(_ day: LocalDate) -> String { page.adding([("day", day.description)], to: "times").text }

    func month(_ first: LocalDate) -> String {
        page.adding([("month", String(first.description.prefix(7)))], to: "month").text
    }

    func time(_ start: Date) -> String { step.adding([("at", Timestamp.text(start))]).text }
}
