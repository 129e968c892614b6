import Wire

extension CalDAVServer.State {
    /// What the stand-in says of itself, of its only person, and of that one's calendars.
    func properties(of path: String, _ call: HTTPCall) -> HTTPReply {
        let principal = "<d:current-user-principal><d:href>/people/ada/</d:href></d:current-user-principal>"
        if path == "/calendars/ada/" {
            let members = call.header("Depth") == "1" ? [Self.personal, Self.team, Self.tasks] : []
            return Self.multistatus([(path, "<d:resourcetype><d:collection/></d:resourcetype>")] + members)
        }
        if path == "/calendars/ada/personal/" {
            let tags = "<s:getctag>c\(version)</s:getctag><d:sync-token>data:,\(version)</d:sync-token>"
            return Self.multistatus([(path, Self.personal.1 + principal + (knowsTags ? tags : ""))])
        }
        if path == "/people/ada/" {
            let addresses = ["mailto:Ada@cloud.example", "/people/ada/"].map { "<d:href>\($0)</d:href>" }.joined()
            let homes = home.map { "<c:calendar-home-set><d:href>\($0)</d:href></c:calendar-home-set>" } ?? ""
            return Self.multistatus([
                (path, homes + "<c:calendar-user-address-set>\(addresses)</c:calendar-user-address-set>")
            ])
        }
        if let event = events[path] {
            return Self.multistatus([(path, "<d:getetag>\"\(event.version)\"</d:getetag>")])
        }
        guard doors.contains(path) else { return Self.empty(path == "/" ? 405 : 404) }
        return Self.multistatus([(path, principal)])
    }

    private static let calendar = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"

    private static func privileges(_ names: String...) -> String {
        let all = names.map { "<d:privilege><d:\($0)/></d:privilege>" }.joined()
        return "<d:current-user-privilege-set>\(all)</d:current-user-privilege-set>"
    }

    private static func component(_ name: String) -> String {
        "<c:supported-calendar-component-set><c:comp name=\"\(name)\"/></c:supported-calendar-component-set>"
    }

    private static let personal = (
        "/calendars/ada/personal/",
        calendar + component("VEVENT") + privileges("read", "write")
            + "<d:displayname>Ada &amp; family</d:displayname><a:calendar-color>#FF7A00FF</a:calendar-color>"
    )
    private static let team = ("/calendars/ada/the%20team/", calendar + privileges("read"))
    private static let tasks = ("/calendars/ada/tasks/", calendar + component("VTODO") + privileges("all"))

    static func empty(_ status: Int) -> HTTPReply { HTTPReply(status: status, headers: [:], body: []) }

    static func multistatus(_ resources: [(String, String)]) -> HTTPReply {
        let all = resources.map { path, properties in
            """
            <d:response><d:href>\(path)</d:href><d:propstat><d:prop>\(properties)</d:prop>\
            <d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:quota/></d:prop>\
            <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
            """
        }.joined(separator: "\n")
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" \
            xmlns:s="http://calendarserver.org/ns/" xmlns:a="http://apple.com/ns/ical/">\(all)</d:multistatus>
            """
        return HTTPReply(
            status: 207, headers: ["content-type": "application/xml; charset=utf-8"], body: Array(text.utf8))
    }
}
