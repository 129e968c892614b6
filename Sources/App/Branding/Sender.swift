import Wire

/// Who sends the practice's mails and stands in its calendar entries, as the branding says at the moment of asking.
struct Sender: Sendable {
    /// As the settings name it.
    let from: Mailbox
    let branding: PresentBranding

    var now: Mailbox { branding.now.sender(from) }
}
