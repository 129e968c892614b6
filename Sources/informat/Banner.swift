import App
import Foundation

/// What the person who started the server wants to know.
struct Banner {
    let settings: Settings
    let port: Int

    func print() {
        let lines = [headline, mails, meetings] + nextSteps
        StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// How to sign in to a new practice. Where standard output takes nothing, standard error gets it: the password is
    /// kept nowhere else.
    static func tell(of admin: FirstStart.Admin, at url: String) {
        var lines = ["", "The first admin of this practice:"]
        if let password = admin.password {
            lines += ["  admin      \(admin.email)", "  password   \(password)   (shown this once; keep it)"]
        } else {
            let way = admin.hasPassword ? "the password that you chose" : "a code that is sent there"
            lines.append("  admin      \(admin.email), with \(way)")
        }
        if admin.isLed { lines.append("  then       sign in at \(url)/login: you are led through the set-up") }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        if !StandardOutput.write(text) { StandardOutput.write(text, to: .standardError) }
    }

    private var headline: String {
        """

        InFormat \(Version.version) listens on http://\(settings.listenHost):\(port)
          database   \(settings.database.shown)
        """
    }

    private var mails: String {
        guard let smtp = settings.smtp else {
            return "  mails      kept as .eml files in \(settings.mailFolder), until SMTP_URL is set"
        }
        return "  mails      sent by \(smtp.host):\(smtp.port), from \(settings.mailFrom.address)"
    }

    private var meetings: String {
        let host = settings.jitsi.host
        if settings.meetings.tokens != nil {
            return "  meetings   on \(host), with tokens: the host and admins are moderators"
        }
        guard settings.jitsi.isMeetJitSi else {
            return """
                  meetings   on \(host), an open server: nobody has a moderator's rights by a link.
                             Set JITSI_APP_ID (tokens of your own server) or JAAS_APP_ID (JaaS) for them
                """
        }
        return """
              meetings   on meet.jit.si, which lets a meeting start only when someone in it is logged in there;
                         set JITSI_URL to your own Jitsi server before clients rely on it. Nobody has a
                         moderator's rights by a link: set JITSI_APP_ID (tokens of that server) or JAAS_APP_ID (JaaS)
            """
    }

    private var nextSteps: [String] {
        let url = settings.publicURL
        return [
            "", "Next: read \(url)/docs, or follow README.md to the first booking. Stop with Control-C.", "",
        ]
    }
}
