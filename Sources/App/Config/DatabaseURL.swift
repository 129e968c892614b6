import Foundation

/// Where the data is: a file of SQLite, or a PostgreSQL server.
package enum DatabaseURL: Sendable, Equatable {
    case sqlite(path: String)
    /// A connection URI of libpq, with everything that it may say.
    case postgreSQL(uri: String)

    /// Reads `sqlite:PATH` or `postgres://…`. Throws `SettingError` with the name of the setting or option.
    package init(_ text: String, of name: String) throws {
        let scheme = text.prefix { $0 != ":" }
        switch scheme {
        case "sqlite" where text.count > "sqlite:".count: self = .sqlite(path: String(text.dropFirst("sqlite:".count)))
        case "postgres", "postgresql":
            guard text.hasPrefix("\(scheme)://") else {
                throw SettingError(name, "It is not of the form postgres://user:password@host:5432/informat.")
            }
            self = .postgreSQL(uri: text)
        default:
            throw SettingError(name, "It begins with sqlite: (sqlite:data/informat.sqlite) or postgres://.")
        }
    }

    /// For people to read: without user, password and parameters.
    package var shown: String {
        guard case .postgreSQL(let uri) = self else { return path ?? "" }
        let rest = uri.drop { $0 != ":" }.dropFirst(3)
        let authority = rest.prefix { $0 != "/" }
        let name = rest.dropFirst(authority.count).prefix { $0 != "?" }
        let hosts = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        // Where a ? stands before an @, nobody can tell what is a host and what a password.
        if authority.contains("?"), authority.contains("@") { return "PostgreSQL" }
        return "PostgreSQL at \(hosts.prefix { $0 != "?" })\(name)"
    }

    /// The path of an SQLite file; nil for a server.
    package var path: String? {
        if case .sqlite(let path) = self { path } else { nil }
    }
}
