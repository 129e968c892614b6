import Domain
import Storage

extension Doctor {
    /// Which texts that the law may want are missing; nothing is refused for it.
    func laws(in database: any Database) async throws -> [Finding] {
        let (branding, services) = try await database.read(.long) { tx in
            (try tx.branding(), try tx.offerings(onlyActive: true).map(\.service))
        }
        let priced = services.filter { $0.price.minor > 0 }
        var findings: [Finding] = []
        let texts = [LegalText.Kind.imprint, .privacy, .terms].filter { branding[$0] == nil }
        if !priced.isEmpty, !texts.isEmpty {
            let names = texts.map(\.rawValue).joined(separator: ", ")
            findings.append(Self.law(.textsMissing, ["names": names]))
        }
        if services.contains(where: \.withdrawal.isGiven), branding.withdrawal == nil {
            findings.append(Self.law(.withdrawalMissing))
        }
        if !priced.isEmpty, branding.address == nil || branding.taxNumber == nil {
            findings.append(Self.law(.senderMissing))
        }
        let silent = priced.filter { $0.tax == nil }.map(\.slug).prefix(10).joined(separator: ", ")
        if !silent.isEmpty { findings.append(Self.law(.taxMissing, ["services": silent])) }
        return findings
    }

    private static func law(_ statement: Finding.Statement, _ gaps: [String: String] = [:]) -> Finding {
        Finding(.advice, "branding", statement, gaps)
    }
}
