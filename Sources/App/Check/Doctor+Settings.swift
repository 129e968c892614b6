/// What the settings alone say: nobody is asked, so that it takes no time.
extension Doctor {
    var mailSetting: Finding {
        settings.smtp == nil
            ? Finding(.advice, "SMTP_URL", .mailsKept, ["folder": settings.mailFolder])
            : Finding(.ok, "SMTP_URL", .set)
    }

    var paymentSetting: Finding {
        Finding(settings.stripe == nil ? .advice : .ok, "STRIPE_SECRET_KEY", settings.stripe == nil ? .paidLater : .set)
    }
}

extension SettingsCheck {
    /// What the settings alone say of what a new practice needs first.
    struct AtOnce: Sendable {
        let mail: Doctor.Finding
        let meetings: [Doctor.Finding]
        let payment: Doctor.Finding
        /// Of the meetings.
        let server: String
        let isPaidByCard: Bool

        init(_ doctor: Doctor) {
            (mail, meetings, payment) = (doctor.mailSetting, doctor.meetings, doctor.paymentSetting)
            (server, isPaidByCard) = (doctor.settings.jitsi.host, doctor.settings.stripe != nil)
        }
    }
}
