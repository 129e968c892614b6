import Domain

/// Whose things a page shows, where there is a choice, as `pages/host-switch` shows it.
struct HostSwitch: PageValues {
    let label: String
    let hosts: [Host]

    struct Host: PageValues {
        let href: String
        let name: String
        let isChosen: Bool
    }

    /// Nil where there is nobody else.
    init?(_ label: String, of hosts: [User], chosen: User, on path: String) {
        guard hosts.count > 1 else { return nil }
        self.label = label
        self.hosts = hosts.map { Host(href: "\(path)?host=\($0.id)", name: $0.name, isChosen: $0.id == chosen.id) }
    }
}
