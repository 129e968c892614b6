import Domain
import Foundation
import Storage

extension Doctor {
    /// What access tokens are signed with.
    var tokens: Finding {
        let name = SecretFile.tokens.setting
        if settings.jwtSecret != nil { return Finding(.ok, name, .set) }
        return fileFinding(.tokens)
    }

    /// What links are derived from.
    var links: Finding {
        let name = SecretFile.links.setting
        if settings.linkSecret != nil { return Finding(.ok, name, .set) }
        do {
            let isInFile = try SecretFile.links.stored(in: settings.dataFolder) != nil
            if isInFile || settings.jwtSecret == nil { return fileFinding(.links) }
        } catch {
            return Finding(.wrong, name, .cause, ["cause": (error as? SettingError)?.sentence ?? "\(error)"])
        }
        return Finding(.advice, name, .linksByTokens)
    }

    private func fileFinding(_ file: SecretFile) -> Finding {
        let gaps = ["file": file.name(in: settings.dataFolder)]
        guard settings.database.path == nil else { return Finding(.ok, file.setting, .secretInFile, gaps) }
        return Finding(.advice, file.setting, .secretInFileOfOne, gaps)
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
            Finding(.wrong, (kind == .tokens ? SecretFile.tokens : .links).setting, .otherSecret)
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
                .wrong, SecretFile.tokens.setting, .factorsSealed, ["lost": String(lost), "all": String(all)])
        ]
    }
}
