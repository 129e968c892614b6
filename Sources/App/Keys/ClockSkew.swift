/// Clocks that differ. An end that lies further ahead than it ever could was written by a clock that was ahead and has
/// been set right since: what waits for it would wait for as long as the clock was wrong.
package enum ClockSkew {
    /// What the clocks of several servers may differ by, in seconds: an end that is no further ahead than that counts
    /// as it is, or servers would take each other's leases.
    package static let mostSeconds = 300.0
}
