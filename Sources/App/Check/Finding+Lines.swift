extension Doctor.Finding {
    /// Lines for informat.env that do what the finding asks for, with words in place of what only the reader knows.
    /// Never a value of this server's own.
    var lines: [String] {
        guard grade != .ok else { return [] }
        return switch subject {
        case "STRIPE_SECRET_KEY":
            ["STRIPE_SECRET_KEY=sk_live_YOUR_KEY", "STRIPE_PUBLISHABLE_KEY=pk_live_YOUR_KEY"]
        case "STRIPE_WEBHOOK_SECRET": ["STRIPE_WEBHOOK_SECRET=whsec_YOUR_SECRET"]
        case "SMTP_URL":
            ["SMTP_URL=smtps://USER:PASSWORD@mail.example.org", "MAIL_FROM=\"Your Practice <hello@example.org>\""]
        case "JITSI_URL":
            ["JITSI_URL=https://meet.example.org", "JITSI_APP_ID=YOUR_APP_ID", "JITSI_APP_SECRET=YOUR_APP_SECRET"]
        case "PUBLIC_URL": ["PUBLIC_URL=https://book.example.org"]
        case "JWT_SECRET": ["JWT_SECRET=AT_LEAST_32_RANDOM_CHARACTERS"]
        case "LINK_SECRET": ["LINK_SECRET=AT_LEAST_32_RANDOM_CHARACTERS"]
        default: []
        }
    }
}
