/// The page where one asks for a link to choose another password.
struct ForgotPasswordPage: Page {
    static let template = "pages/forgot-password"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    let email: FormField
    let button: String
    let back: String
}
