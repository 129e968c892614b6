import App
import Peers

extension World {
    /// Lets what goes by the machine's own clock last as long as a test may wait: leases end by the test's clock alone,
    /// and what a crowded machine keeps waiting counts as well.
    mutating func waitLong() {
        (healthPatience, renewal) = (.seconds(longWaitSeconds), .seconds(24 * 3_600))
        lookPatience = .seconds(longWaitSeconds)
    }
}
