import Domain
import Foundation

/// What is asked of calendar servers, as XML.
enum DAVQuestion {
    /// Which events are meant.
    enum Filter: Sendable {
        /// Those in a window; old servers find no series by it.
        case within(Range<Date>)
        /// Those that have a property, such as `RRULE`.
        case having(String)
        /// That of a UID.
        case named(String)
    }

    /// For PROPFIND (RFC 4918, 9.1).
    static func properties(_ names: [XMLName]) -> String {
        let asked = names.map { #"<p:\#($0.name) xmlns:p="\#($0.namespace)"/>"# }.joined()
        return #"<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>\#(asked)</prop></propfind>"#
    }

    /// For a `calendar-query` (RFC 4791, 7.8): whole events. Each server has its own way of expanding series.
    static func events(_ filter: Filter) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>\
        <c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">\
        <prop><getetag/><c:calendar-data/></prop>\
        <c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">\(xml(filter))\
        </c:comp-filter></c:comp-filter></c:filter></c:calendar-query>
        """
    }

    private static func xml(_ filter: Filter) -> String {
        switch filter {
        case .within(let window):
            #"<c:time-range start="\#(CalendarLines.utc(window.lowerBound))" "#
                + #"end="\#(CalendarLines.utc(window.upperBound))"/>"#
        case .having(let property): #"<c:prop-filter name="\#(HTMLText.escaped(property))"/>"#
        case .named(let uid):
            #"<c:prop-filter name="UID"><c:text-match collation="i;octet">\#(HTMLText.escaped(uid))"#
                + "</c:text-match></c:prop-filter>"
        }
    }
}
