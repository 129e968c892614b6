import Domain

/// An error with the person who is told of it, in their language and with times of their zone; nobody where it is not
/// known who asked.
struct ToldError: Error {
    let cause: any Error
    let person: User?

    /// One that names a person already keeps it.
    init(_ error: any Error, to person: User? = nil) {
        let told = error as? ToldError
        cause = told?.cause ?? error
        self.person = told?.person ?? person
    }
}
