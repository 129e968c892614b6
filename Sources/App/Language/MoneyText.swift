import Domain

/// Stored money as people read it.
enum MoneyText {
    /// `100.00`; a currency that this program no longer knows is shown in minor units rather than not at all.
    static func major(_ minor: Int64, _ currency: String) -> String {
        guard let currency = try? Currency(currency) else { return String(minor) }  // try? is fine: see above
        return Money(minor: minor, currency: currency).major
    }

    /// `100.00 USD`, for people.
    static func full(_ minor: Int64, _ currency: String) -> String {
        "\(major(minor, currency)) \(currency.uppercased())"
    }
}
