import Storage

/// How long anything may take that must only not hang: a machine that does much else needs ten times what another does.
package let longWaitSeconds = 180

extension PostgreSQLOptions {
    /// Lets every wait be as long as a test may wait; a test of one of them sets that one afterwards.
    package mutating func waitLong() {
        (patienceSeconds, statementTimeoutSeconds, connectTimeoutSeconds) =
            (longWaitSeconds, longWaitSeconds, longWaitSeconds)
        longReadSeconds = Double(longWaitSeconds)
    }
}
