import Wire

/// What a calendar server has answered.
struct DAVAnswer: Sendable {
    /// Whence it came in the end.
    let url: String
    let status: Int
    let etag: String?
    let body: [UInt8]

    init(_ reply: HTTPReply, from url: String) {
        self.url = url
        status = reply.status
        etag = reply.headers["etag"]
        body = reply.body
    }

    /// Whether it says that the server does not know the filter it was asked by (RFC 4791, 7.8).
    var refusesFilter: Bool {
        guard status == 403, let root = try? XMLReader.read(body) else { return false }  // try? is fine: says nothing
        return root.name == .dav("error") && root[.caldav("supported-filter")] != nil
    }

    /// What it says of each resource (RFC 4918, 13). Throws `CalendarTrouble` where it is no such answer, or not whole.
    func resources() throws -> [DAVResource] {
        guard status == 207 else { throw CalendarTrouble(status: status, ofSignedIn: true) }
        let root: XMLElement
        do { root = try XMLReader.read(body) } catch { throw CalendarTrouble.notCalendar }
        guard root.name == .dav("multistatus") else { throw CalendarTrouble.notCalendar }
        // So a server says that it has left some out (RFC 4791, 7.8); half of all events would free what is not free.
        guard !root.children.contains(where: { DAVResource.status(of: $0) == "507" }) else {
            throw CalendarTrouble.tooLarge
        }
        return root.children.compactMap { DAVResource($0, from: url) }
    }
}

/// One resource of an answer, with those of its properties that were to be had.
struct DAVResource: Sendable {
    let url: String
    private var properties: [XMLName: XMLElement] = [:]

    /// Nil for what is no such thing, and for what the server says that it does not have.
    init?(_ response: XMLElement, from url: String) {
        guard response.name == .dav("response"), Self.isThere(response),
            let href = response[.dav("href")]?.line, let own = FeedAddress.next(href, from: url)
        else { return nil }
        self.url = own
        for part in response.children where part.name == .dav("propstat") && Self.isThere(part) {
            for property in part[.dav("prop")]?.children ?? [] { properties[property.name] = property }
        }
    }

    subscript(name: XMLName) -> XMLElement? { properties[name] }

    /// A property's text; nil where it has none.
    func text(_ name: XMLName) -> String? {
        guard let text = properties[name]?.line, !text.isEmpty else { return nil }
        return text
    }

    /// Addresses that a property names.
    func urls(_ name: XMLName) -> [String] {
        let hrefs = properties[name]?.children.filter { $0.name == .dav("href") } ?? []
        return hrefs.compactMap { FeedAddress.next($0.line, from: url) }
    }

    /// The number in `HTTP/1.1 200 OK`; nil where nothing is said.
    static func status(of element: XMLElement) -> Substring? {
        element[.dav("status")].map { $0.line.split(separator: " ").dropFirst().first ?? "" }
    }

    private static func isThere(_ element: XMLElement) -> Bool { status(of: element) ?? "200" == "200" }
}
