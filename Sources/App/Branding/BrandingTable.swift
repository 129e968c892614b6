import Foundation
import Storage

/// All SQL of the table `branding`, which has one row or none.
extension Transaction {
    func branding() throws -> Branding {
        try row(
            """
            SELECT version, name, address, tax_number, accent, support_email, support_url, imprint, privacy, terms,
                withdrawal, footer, embed_origins, logo, time_zone
            FROM branding
            """, Branding.init(row:)) ?? Branding()
    }

    /// 0 where nothing was changed yet.
    func brandingVersion() throws -> Int64 { try row("SELECT version FROM branding") { try $0.int(0) } ?? 0 }

    /// The practice's zone; nil where nobody has named it.
    func namedZone() throws -> String? {
        try row("SELECT time_zone FROM branding") { try $0.optionalText(0) } ?? nil
    }

    /// Writes all of it in the place of what was there.
    func setBranding(_ new: Branding) throws {
        try run("DELETE FROM branding")
        try run(
            """
            INSERT INTO branding (id, version, name, address, tax_number, accent, support_email, support_url, imprint,
                privacy, terms, withdrawal, footer, embed_origins, logo, logo_kind, time_zone)
            VALUES (1, \(new.version), \(new.name), \(new.address), \(new.taxNumber), \(new.accent?.hex),
                \(new.supportEmail), \(new.supportURL), \(new.imprint?.stored), \(new.privacy?.stored),
                \(new.terms?.stored), \(new.withdrawal?.stored), \(new.footer),
                \(new.embedOrigins.joined(separator: "\n")), \(new.logo?.base64), \(new.logo?.kind.rawValue),
                \(new.timeZone))
            """)
    }
}

extension Branding {
    fileprivate init(row: any Row) throws {
        func legal(_ column: Int) throws -> LegalText? { try row.optionalText(column).map(LegalText.init(stored:)) }
        self.init(
            version: try row.int(0), name: try row.optionalText(1), address: try row.optionalText(2),
            taxNumber: try row.optionalText(3), timeZone: try row.optionalText(14),
            accent: try row.optionalText(4).flatMap(AccentColour.init),
            supportEmail: try row.optionalText(5), supportURL: try row.optionalText(6), imprint: try legal(7),
            privacy: try legal(8), terms: try legal(9), withdrawal: try legal(10), footer: try row.optionalText(11),
            embedOrigins: try row.text(12).split(separator: "\n").map(String.init),
            logo: try row.optionalText(13).flatMap(Logo.init(base64:)))
    }
}

extension LegalText {
    /// As opaque text: `{"url": …}` or `{"text": {"en": …}}`.
    fileprivate var stored: String {
        get throws {
            let parts: Stored =
                switch self {
                case .url(let url): Stored(url: url)
                case .text(let texts): Stored(text: texts)
                }
            return String(decoding: try JSONEncoder().encode(parts), as: UTF8.self)
        }
    }

    fileprivate init(stored: String) throws {
        let parts = try JSONDecoder().decode(Stored.self, from: Data(stored.utf8))
        self = parts.url.map(LegalText.url) ?? .text(parts.text ?? [:])
    }

    private struct Stored: Codable {
        var url: String?
        var text: [String: String]?
    }
}
