/// Marks by which a server knows what somebody has.
struct CalendarTags: Sendable, Equatable {
    /// Of a feed (RFC 9110, 8.8).
    var etag: String?
    var lastModified: String?
    /// Of a calendar by CalDAV: two marks for its whole state, of which servers know one or both.
    var ctag: String?
    var syncToken: String?

    private static let mostBytes = 500

    init(etag: String? = nil, lastModified: String? = nil, ctag: String? = nil, syncToken: String? = nil) {
        self.etag = etag.flatMap(Self.kept)
        self.lastModified = lastModified.flatMap(Self.kept)
        self.ctag = ctag.flatMap(Self.kept)
        self.syncToken = syncToken.flatMap(Self.kept)
    }

    static let none = CalendarTags()

    /// What is sent back must be fit for a header.
    private static func kept(_ text: String) -> String? {
        text.utf8.count <= mostBytes && text.utf8.allSatisfy { (32...126).contains($0) } ? text : nil
    }
}
