/// What is kept of a calendar's bytes while they are read: the events that may matter to the window, and zones.
struct CalendarContent {
    let rules: OutsideCalendar.Rules
    let window: Range<Int64>
    let bounds: OutsideCalendar.Bounds

    private(set) var events: [OutsideEvent] = []
    var zones = FeedZones()
    /// All events, and those that do not tell when they begin.
    private(set) var count = 0
    private(set) var unread = 0
    private(set) var name: String?

    /// The components that are open, the innermost last.
    private var open: [String] = []
    private var isClosed = false
    private var dates = 0
    private let ownUIDs: Set<[UInt8]>
    private(set) var event: OutsideEvent?
    private var zone: DefinedZone?

    private static let deepest = 32
    private static let longestName = 100

    init(rules: OutsideCalendar.Rules, window: Range<Int64>, bounds: OutsideCalendar.Bounds) {
        var rules = rules
        rules.ownAddresses = Set(rules.ownAddresses.map { $0.lowercased() })
        self.rules = rules
        self.window = window
        self.bounds = bounds
        ownUIDs = Set(rules.ownUIDs.map { Array($0.utf8) })
    }

    /// Throws `notACalendar`, `cutShort` or `tooLarge`.
    mutating func read(_ bytes: [UInt8]) throws(OutsideCalendar.Failure) {
        guard bytes.count <= bounds.bytes else { throw .tooLarge }
        let head = bytes.prefix(64).drop { $0 > 127 || $0 <= 32 }
        guard Ascii.upper(head.prefix(15)) == "BEGIN:VCALENDAR" else { throw .notACalendar }
        var lines = ContentLines(bytes)
        while let line = lines.next() {
            switch line.name {
            case .begin: try begin(line.word)
            case .end: try end(line.word)
            default: try take(line)
            }
        }
        guard open.isEmpty, isClosed else { throw .cutShort }
    }

    private mutating func begin(_ component: String) throws(OutsideCalendar.Failure) {
        // An event in an event is one whose end is missing.
        if component == "VEVENT", event != nil {
            event?.isUnread = true
            try end(component)
        }
        guard open.count < Self.deepest else { throw .tooLarge }
        // What else stands in an event, such as an alarm, is none of ours.
        if open.last == "VCALENDAR" {
            if component == "VEVENT" { event = OutsideEvent() }
            if component == "VTIMEZONE" { zone = DefinedZone() }
        }
        if open.last == "VTIMEZONE", component == "STANDARD" || component == "DAYLIGHT" {
            guard zone?.observances.count ?? 0 < DefinedZone.mostObservances else { throw .tooLarge }
            zone?.observances.append(DefinedZone.Observance())
        }
        open.append(component)
    }

    /// Ends a component, and with it those inside it that were never ended; an end without a beginning ends nothing.
    private mutating func end(_ component: String) throws(OutsideCalendar.Failure) {
        guard open.contains(component) else { return }
        while let last = open.popLast() {
            if last == "VCALENDAR" { isClosed = true }
            if open.last == "VCALENDAR" {
                if last == "VEVENT", var event {
                    if last != component { event.isUnread = true }
                    self.event = nil
                    try finish(event)
                }
                if last == "VTIMEZONE", let zone {
                    self.zone = nil
                    try zones.add(zone)
                }
            }
            if last == component { return }
        }
    }

    private mutating func take(_ line: ContentLine) throws(OutsideCalendar.Failure) {
        switch open.last {
        case "VEVENT" where event != nil:
            // Taken out, so that its lists are not copied for each line.
            guard var event else { return }
            self.event = nil
            dates += try event.read(line, rules, window, &zones)
            self.event = event
            guard dates <= bounds.dates else { throw .tooLarge }
        case "VTIMEZONE" where line.name == .zoneName: zone?.name = Array(line.value)
        case "STANDARD", "DAYLIGHT": try zone?.read(line)
        case "VCALENDAR" where line.name == .calendarName || line.name == .newCalendarName:
            name = name ?? Self.shown(line.value)
        default: break
        }
    }

    private mutating func finish(_ event: OutsideEvent) throws(OutsideCalendar.Failure) {
        count += 1
        if ownUIDs.contains(event.uid) { return }
        guard event.start != nil else {
            unread += 1
            return
        }
        guard event.mayMatter(to: window, rules) else { return }
        events.append(event)
        guard events.count <= bounds.events else { throw .tooLarge }
    }

    /// A text's first line, without the marks that escape; nil where it cannot be shown.
    private static func shown(_ value: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: value.prefix(4 * longestName), as: UTF8.self)
        let plain = text.replacing("\\n", with: " ").replacing("\\N", with: " ").replacing("\\", with: "")
        let short = String(String.UnicodeScalarView(plain.unicodeScalars.prefix(longestName)))
        return try? Text.name(short, field: "name")  // try? is fine: what cannot be shown is no name
    }
}
