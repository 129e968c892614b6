import Storage

/// The zone that the practice is in, as its admins say at the moment of asking: people have it who name none, and it is
/// shown to whoever is not known.
struct PracticeZone: Sendable {
    /// As the settings name it, where no admin has said anything.
    let standard: String
    let branding: PresentBranding

    var now: String { branding.now.timeZone ?? standard }

    /// As it is stored, for what every server must take alike, and for commands, which look at nothing beforehand.
    func stored(in tx: any Transaction) throws -> String { try tx.namedZone() ?? standard }
}
