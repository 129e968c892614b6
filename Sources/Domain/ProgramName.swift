/// The program behind a request, in words that a person knows: “Firefox on Linux”.
package enum ProgramName {
    private static let longestAgent = 1_000
    private static let longestName = 40

    // In this order: most browsers also name those that they resemble.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Macintosh", "macOS"), ("Linux", "Linux"),
    ]

    /// Nil where the header `User-Agent` (RFC 9110, 10.1.5) is missing or says nothing that could be shown.
    package static func words(userAgent: String?) -> String? {
        guard let userAgent, userAgent.utf8.count <= longestAgent else { return nil }
        let system = systems.first { userAgent.contains($0.0) }?.1
        guard let browser = browsers.first(where: { userAgent.contains($0.0) })?.1 ?? product(userAgent) else {
            return nil
        }
        return system.map { "\(browser) on \($0)" } ?? browser
    }

    /// `curl` of `curl/8.5.0`.
    private static func product(_ userAgent: String) -> String? {
        let name = userAgent.utf8.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return name.isEmpty || name.count > longestName ? nil : String(decoding: name, as: UTF8.self)
    }
}
