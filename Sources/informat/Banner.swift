import App
import Foundation

/// What the person who started the server wants to know.
struct Banner {
    let settings: Settings
    let port: Int
    let admin: FirstStart.Admin?

    func print() {
        let text = ([headline] + adminLines + [mails, meetings] + nextSteps).joined(separator: "\n")
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private var headline: String {
        """

        InFormat \(Version.current) listens on http://\(settings.listenHost):\(port)
          database   \(settings.databasePath)
        """
    }

    private var adminLines: [String] {
        guard let admin else { return [] }
        guard let password = admin.password else {
            return ["  admin      \(admin.email), with the password that you chose"]
        }
        return [
            "  admin      \(admin.email)",
            "  password   \(password)   (shown this once; keep it)",
        ]
    }

    private var mails: String {
        guard let smtp = settings.smtp else {
            return "  mails      kept as .eml files in \(settings.mailFolder), until SMTP_URL is set"
        }
        return "  mails      sent by \(smtp.host):\(smtp.port), from \(settings.mailFrom.address)"
    }

    private var meetings: String {
        guard settings.jitsi.isMeetJitSi else { return "  meetings   on \(settings.jitsi.host)" }
        return """
              meetings   on meet.jit.si, which lets a meeting start only when someone in it is logged in there;
                         set JITSI_URL to your own Jitsi server, or use JaaS, before clients rely on it
            """
    }

    private var nextSteps: [String] {
        let url = settings.publicURL
        return [
            "", "Next: read \(url)/docs, or follow README.md to the first booking. Stop with Control-C.", "",
        ]
    }
}
