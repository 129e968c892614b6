import Domain

/// A calendar that a server has for somebody.
struct FoundCalendar: Sendable, Equatable {
    let url: String
    let name: String
    /// `#095b46`, as it is shown there.
    let colour: String?
    /// Whether events may be put there, as far as its server tells.
    let isWritable: Bool
}

extension FoundCalendar {
    private static let writing: Set<XMLName> = [.dav("all"), .dav("write"), .dav("write-content"), .dav("bind")]

    /// Nil for what is no calendar of events.
    init?(_ resource: DAVResource) {
        guard resource[CalDAVNames.type]?[.caldav("calendar")] != nil else { return nil }
        let kinds = resource[CalDAVNames.components]?.children.compactMap { $0.attributes["name"]?.uppercased() }
        guard kinds?.contains("VEVENT") ?? true else { return nil }
        url = resource.url
        name = Self.shown(resource.text(CalDAVNames.name) ?? Self.place(resource.url))
        colour = Self.colour(resource.text(CalDAVNames.colour))
        let privileges = resource[CalDAVNames.privileges]?.children.flatMap(\.children).map(\.name)
        isWritable = privileges.map { !Self.writing.isDisjoint(with: $0) } ?? true
    }

    /// The last part of its path.
    private static func place(_ url: String) -> String {
        let part = url.split(separator: "/").last ?? ""
        return part.removingPercentEncoding ?? String(part)
    }

    private static func shown(_ text: String) -> String {
        let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(CalendarForm.longestName)))
        return (try? Text.name(short, field: "name")) ?? "-"  // try? is fine: what cannot be shown is no name
    }

    /// `#095b46` of that, or of it with a transparency behind.
    private static func colour(_ text: String?) -> String? {
        guard let text, [7, 9].contains(text.utf8.count), text.hasPrefix("#"),
            text.dropFirst().allSatisfy(\.isHexDigit)
        else { return nil }
        return text.prefix(7).lowercased()
    }
}
