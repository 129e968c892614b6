import Domain
import Foundation

/// Reads calendars, one at a time: a large one takes a while and much memory. An actor, because that is what it keeps.
actor ReadingDesk {
    /// Reads one, but for events with these names. Throws `CalendarTrouble`.
    func read(
        _ body: [UInt8], for due: DueLook, invitedAs addresses: Set<String>, but own: Set<String>
    ) throws -> OutsideCalendar {
        let rules = due.link.rules
        do {
            return try OutsideCalendar.read(
                body,
                by: OutsideCalendar.Rules(
                    zone: due.zone, ownAddresses: addresses.union([due.host.email] + rules.ownAddresses), ownUIDs: own,
                    tentativeBlocks: rules.tentativeBlocks, unansweredBlocks: rules.unansweredBlocks,
                    allBusy: rules.allBusy),
                over: due.window)
        } catch {
            switch error {
            case .notACalendar, .cutShort: throw CalendarTrouble.notCalendar
            case .tooLarge, .tooMuchWork: throw CalendarTrouble.tooLarge
            case .noZones: throw CalendarTrouble.noZones
            }
        }
    }
}

extension OutsideCalendar {
    /// The cells in which anything is, in ascending order, none of which touch each other.
    var cells: [Range<Int64>] {
        busy.map(Cells.touching).joinedWhereTheyTouch
    }
}
