/// Values that a template shows: their names in it are those of the properties that are stored.
///
/// A property is a text, a whole number, a flag, further values, a list of these or of texts, or nothing (`?`), which
/// is left out, so that its section is not shown. The compiler writes how they are told (`Encodable`),
/// `PageValueReader` asks.
protocol PageValues: Sendable, Encodable {}

/// A page as data. A test of the house holds the names in its template against its properties, both ways.
protocol Page: PageValues {
    /// The whole path of its template below Sources/Embedded, without the ending: `pages/receipt`.
    static var template: String { get }
    /// Whether it may run the pages' script; what is only read, or printed, runs none.
    static var runsScript: Bool { get }
    /// Where it stands among the practice's pages, which have a rail in place of head and foot; nil for all others.
    static var place: DeskPlace? { get }
    /// What it is called, in its heading and in the browser's tab.
    var title: String { get }
}

extension Page {
    static var runsScript: Bool { true }
    static var place: DeskPlace? { nil }
}
