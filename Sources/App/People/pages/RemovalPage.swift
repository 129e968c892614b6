/// What happens where an admin deletes somebody's account, in the practice's frame.
struct RemovalPage: Page {
    static let template = "pages/removal"
    static let place: DeskPlace? = .people
    let title: String
    let departure: DeparturePage

    init(_ departure: DeparturePage) { (title, self.departure) = (departure.title, departure) }
}

/// What keeps an account that an admin wants to delete.
struct KeptAccountPage: Page {
    static let template = "pages/removal-kept"
    static let place: DeskPlace? = .people
    let title: String
    let lines: [String]
    let back: NoticePage.Link
}
