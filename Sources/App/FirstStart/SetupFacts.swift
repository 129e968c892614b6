import Domain
import Foundation
import Storage

/// What a new practice has set so far, as its set-up tells it.
struct SetupFacts: Sendable {
    /// Who looks at it.
    let admin: User
    /// The address that they want to have, as long as it is not proved.
    let wishedEmail: String?
    /// The latest mail that asks them for a proof.
    let mail: Mail?
    let branding: Branding
    /// Nil where they give no consultations.
    let hours: HostHours?
    /// The first one; nil where there is none.
    let offering: Offering?
    let now: Date

    /// Of a person's latest mails, among which the one that asks for a proof is looked for.
    private static let mostMails = 50

    /// Throws `not_found`.
    init(of id: UserID, in tx: any Transaction) throws {
        guard let admin = try tx.user(id) else { throw Problem(.notFound) }
        self.admin = admin
        wishedEmail = try tx.pendingEmail(of: id)
        mail = try tx.latestMails(toUser: id, limit: Self.mostMails).first { $0.kind == .verifyEmail }
        branding = try tx.branding()
        hours =
            admin.isHost
            ? HostHours(zoneIdentifier: try tx.calendarZone(of: admin), weekly: try tx.weeklyHours(of: id)) : nil
        offering = try tx.offerings(onlyActive: false).first
        now = tx.now
    }
}

extension SetupFacts {
    /// What is to be proved: the address that is wanted, else the one that there is; nil where no mail reaches it.
    var address: String? {
        wishedEmail ?? (admin.email == Accounts.standardEmail ? nil : admin.email)
    }

    var isProved: Bool { wishedEmail == nil && admin.emailVerifiedAt != nil }

    /// Whether what is set shows that a step is done, wherever it was set.
    func prove(_ step: SetupStep) -> Bool {
        switch step {
        case .account: admin.passwordGeneration > 0 && address != nil
        case .practice: branding.name != nil && branding.timeZone != nil
        case .hours: hours.map { !$0.weekly.isEmpty && $0.weekly != FirstStart.week } ?? false
        case .service: offering.map { !FirstStart.isExample($0.service) } ?? false
        case .mail: isProved
        // Which server and which payment are right is for the reader to say.
        case .meetings: false
        case .texts: missingTexts.isEmpty
        }
    }

    /// Those that every practice has. The right of withdrawal is one for some services only.
    var missingTexts: [LegalText.Kind] { [.imprint, .privacy, .terms].filter { branding[$0] == nil } }
}
