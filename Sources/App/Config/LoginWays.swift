import Domain

/// By which ways people may sign in: clients, and those who run the practice.
package struct LoginWays: Sendable, Equatable {
    package enum Way: String, CaseIterable, Sendable {
        /// Six digits by mail.
        case code
        case password
    }

    package var clients: Set<Way> = [.code, .password]
    package var staff: Set<Way> = [.password]

    package init() {}

    /// Whether the person may sign in that way; nobody yet is a client.
    func allow(_ way: Way, _ user: User?) -> Bool {
        let isStaff = user.map { $0.isAdmin || $0.isHost } ?? false
        return (isStaff ? staff : clients).contains(way)
    }

    /// Whether there is anybody who may.
    func allowAnybody(_ way: Way) -> Bool { clients.contains(way) || staff.contains(way) }
}

extension Settings {
    mutating func readLoginWays(_ source: SettingSource) throws {
        loginWays.clients = try Self.ways("CLIENT_LOGIN", source) ?? loginWays.clients
        loginWays.staff = try Self.ways("STAFF_LOGIN", source) ?? loginWays.staff
        guard adminPassword == nil || loginWays.staff.contains(.password) else {
            throw SettingError(
                "ADMIN_PASSWORD", "It contradicts STAFF_LOGIN, by which admins sign in without a password.")
        }
    }

    private static func ways(_ name: String, _ source: SettingSource) throws -> Set<LoginWays.Way>? {
        guard source.text(name) != nil else { return nil }
        let words = try list(name, source)
        let ways = words.compactMap(LoginWays.Way.init)
        guard !ways.isEmpty, ways.count == words.count, Set(ways).count == ways.count else {
            throw SettingError(name, "It is code, password, or both with a comma.")
        }
        return Set(ways)
    }
}
