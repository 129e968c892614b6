/// How often what concerns an account may be tried.
extension AttemptLimit {
    static let loginByPair = AttemptLimit(name: "login-pair", most: 10, windowSeconds: 900, guardsSecret: true)
    static let loginByDevice = AttemptLimit(name: "login-device", most: 30, windowSeconds: 900, guardsSecret: true)
    /// By account alone a try only waits: see `GuestLimits`.
    static let loginByAccount = AttemptLimit(name: "login-account", most: 100, windowSeconds: 900, guardsSecret: true)
    /// Passwords that are given in a session which is open already.
    static let passwordBySession = AttemptLimit(
        name: "password-session", most: 10, windowSeconds: 900, guardsSecret: true)
    static let loginByAddress = AttemptLimit(name: "login-address", most: 100, windowSeconds: 900, guardsSecret: true)
    static let registerByAddress = AttemptLimit(name: "register-address", most: 30, windowSeconds: 3_600)
    static let registerByPair = AttemptLimit(name: "register-pair", most: 5, windowSeconds: 3_600)
    static let registerByAccount = AttemptLimit(name: "register-account", most: 50, windowSeconds: 3_600)
    static let forgotByPair = AttemptLimit(name: "forgot-pair", most: 5, windowSeconds: 3_600)
    static let forgotByDevice = AttemptLimit(name: "forgot-device", most: 5, windowSeconds: 3_600)
    static let forgotByAccount = AttemptLimit(name: "forgot-account", most: 50, windowSeconds: 3_600)
    static let forgotByAddress = AttemptLimit(name: "forgot-address", most: 30, windowSeconds: 3_600)
    /// Codes that are asked for by mail; and those that are typed, besides the tries that each request has.
    static let codeAskedByPair = AttemptLimit(name: "code-asked-pair", most: 20, windowSeconds: 3_600)
    static let codeAskedByAccount = AttemptLimit(name: "code-asked-account", most: 50, windowSeconds: 3_600)
    static let codeAskedByAddress = AttemptLimit(name: "code-asked-address", most: 60, windowSeconds: 3_600)
    static let codeByMailbox = AttemptLimit(name: "code-mailbox", most: 10, windowSeconds: 86_400)
    static let codeByDevice = AttemptLimit(name: "code-device", most: 10, windowSeconds: 86_400)
    static let codeByAddress = AttemptLimit(name: "code-address", most: 100, windowSeconds: 900, guardsSecret: true)
    /// Refresh tokens that are of no session; those of one are counted by it.
    static let refreshByAddress = AttemptLimit(
        name: "refresh-address", most: 300, windowSeconds: 900, guardsSecret: true)
    static let refreshBySession = AttemptLimit(
        name: "refresh-session", most: 120, windowSeconds: 3_600, guardsSecret: true)
    /// Each change of a profile is a row of the audit trail for ever.
    static let profileByUser = AttemptLimit(name: "profile-user", most: 30, windowSeconds: 3_600)
    static let emailByUser = AttemptLimit(name: "email-user", most: 5, windowSeconds: 3_600)
    /// Mails that anybody can cause: to confirm an address, or for a new password.
    static let mailByMailbox = AttemptLimit(name: "mail-mailbox", most: 5, windowSeconds: 86_400)
    static let mailByDevice = AttemptLimit(name: "mail-device", most: 5, windowSeconds: 86_400)
    static let linkByAddress = AttemptLimit(name: "link-address", most: 60, windowSeconds: 900, guardsSecret: true)
}
