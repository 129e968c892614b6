import Domain

/// An error with the person who is told of it, in their language and with times of their zone; nobody where it is not
/// known who asked. A page may say by which page: the form that did not work, with what was typed.
package struct ToldError: Error {
    package let cause: any Error
    let person: User?
    let form: (page: any Page, visit: PageVisit)?

    /// One that names a person or a form already keeps it.
    init(_ error: any Error, to person: User? = nil, by form: (any Page, PageVisit)? = nil) {
        let told = error as? ToldError
        cause = told?.cause ?? error
        self.person = told?.person ?? person
        self.form = told?.form ?? form
    }
}
