import Domain
import Foundation
import Storage

extension Doctor {
    /// What access tokens are signed with.
    var tokens: Finding {
        let name = SecretFile.tokens.setting
        if settings.jwtSecret != nil { return Finding(grade: .ok, subject: name, sentence: "is set.") }
        return fileFinding(.tokens)
    }

    /// What links are derived from.
    var links: Finding {
        let name = SecretFile.links.setting
        if settings.linkSecret != nil { return Finding(grade: .ok, subject: name, sentence: "is set.") }
        do {
            let isInFile = try SecretFile.links.stored(in: settings.dataFolder) != nil
            if isInFile || settings.jwtSecret == nil { return fileFinding(.links) }
        } catch {
            return Finding(grade: .wrong, subject: name, sentence: (error as? SettingError)?.sentence ?? "\(error)")
        }
        return Finding(
            grade: .advice, subject: name,
            sentence: """
                is not set; links in mails, also those to receipts, hang on JWT_SECRET and end with it. Set one of its \
                own: nothing ends by that.
                """)
    }

    private func fileFinding(_ file: SecretFile) -> Finding {
        let made = "is not set; one is made and kept in \(file.name(in: settings.dataFolder))."
        guard settings.database.path == nil else { return Finding(grade: .ok, subject: file.setting, sentence: made) }
        return Finding(
            grade: .advice, subject: file.setting, sentence: made + " Several servers need the same one: set it.")
    }

    /// Whether servers that run on the database sign with secrets that are not known here.
    func secrets(in database: any Database) async throws -> [Finding] {
        guard let secret = try settings.jwtSecret ?? SecretFile.tokens.stored(in: settings.dataFolder) else {
            return []
        }
        let tokens = Keys(secret: secret, previous: settings.jwtSecretPrevious)
        var own = [tokens.names]
        // What is wrong with the file is a finding of its own.
        do { try LinkKeys.names(settings, tokens: tokens).map { own.append($0) } } catch is SettingError {}
        return try await database.read { [own] in try $0.differences(from: own) }.map { kind in
            Finding(
                grade: .wrong, subject: (kind == .tokens ? SecretFile.tokens : .links).setting,
                sentence: "another server that runs on this database signs with a secret that is not known here.")
        }
    }

    /// Second factors whose secret does not open: it was sealed under another one.
    func secondFactors(in database: any Database) async throws -> [Finding] {
        // Without one, the next start makes one that opens nothing.
        let secret = try settings.jwtSecret ?? SecretFile.tokens.stored(in: settings.dataFolder) ?? ""
        let seal = Seal.ofSecondFactors(
            Keys(secret: secret, previous: settings.jwtSecretPrevious),
            random: { _ in preconditionFailure("only opens") })
        var (all, lost, last) = (0, 0, UserID(rawValue: 0))
        while true {
            let page = try await database.read { [last] in
                try $0.secondFactors(after: last, limit: SecondFactor.pageRows)
            }
            guard let end = page.last else { break }
            all += page.count
            lost += page.filter { seal.open($0.sealedSecret, of: String($0.user)) == nil }.count
            last = end.user
        }
        guard lost > 0 else { return [] }
        return [
            Finding(
                grade: .wrong, subject: SecretFile.tokens.setting,
                sentence: """
                    \(lost) of \(all) second factors do not open: they were sealed under another secret. Name that one \
                    as JWT_SECRET_PREVIOUS and start the server once; where it is lost for good, informat admin \
                    reset-totp --unreadable takes them away.
                    """)
        ]
    }
}
