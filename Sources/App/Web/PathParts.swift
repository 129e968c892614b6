/// The parts of a path as the router reads them, to which empty ones are none (`//api/services/`): the one reader of
/// paths beside it. By bytes, because a mark that follows a slash makes one Character with it.
struct PathParts {
    let all: [Substring]

    init(_ path: Substring) {
        all = path.utf8.split(separator: Self.slash).map(Substring.init)
    }

    init(_ path: String) { self.init(path[...]) }

    /// The first part, and the path behind it without the slashes between: every request asks, and for no array.
    static func first(of path: String) -> (first: Substring, rest: Substring) {
        let first = path.utf8.drop { $0 == slash }.prefix { $0 != slash }
        return (Substring(first), Substring(path.utf8[first.endIndex...].drop { $0 == slash }))
    }

    private static let slash = UInt8(ascii: "/")
}
