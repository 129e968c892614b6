import Domain
import Foundation
import Storage

/// What of the table `calendar_states` is about writing.
extension Transaction {
    func writeStanding(of link: CalendarLinkID) throws -> WriteStanding {
        try row(
            "SELECT write_problem, write_problem_since, write_tried_at FROM calendar_states WHERE link_id = \(link)"
        ) { row in
            WriteStanding(
                trouble: try row.optionalText(0).map { CalendarTrouble(rawValue: $0) ?? .failing },
                troubleSince: try row.optionalDate(1), triedAt: try row.optionalDate(2))
        } ?? WriteStanding()
    }

    func noteWriteFailure(_ link: CalendarLinkID, _ trouble: CalendarTrouble) throws {
        try run(
            """
            UPDATE calendar_states SET write_problem = \(trouble.rawValue), write_tried_at = \(now),
                write_problem_since = COALESCE(write_problem_since, \(now))
            WHERE link_id = \(link)
            """)
    }

    /// Writes nothing where all went well before.
    func noteWritten(_ link: CalendarLinkID) throws {
        try run(
            """
            UPDATE calendar_states SET write_problem = NULL, write_problem_since = NULL, write_tried_at = NULL
            WHERE link_id = \(link) AND write_problem IS NOT NULL
            """)
    }
}
