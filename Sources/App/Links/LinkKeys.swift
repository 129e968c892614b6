import Cryptography
import Foundation
import Storage

/// The keys that links are derived with: the first makes, all are believed.
struct LinkKeys: Sendable {
    let present: Keys.Key
    let others: [Keys.Key]
    /// Those of tokens, from which links were derived before they had a key of their own.
    let old: [Keys.Key]

    var all: [Keys.Key] { [present] + others }

    /// By which names they go, where servers speak of them.
    var names: SecretNames { SecretNames(.links, present: present.id, others: others.map(\.id)) }

    /// `LINK_SECRET`, else the data folder's, else `JWT_SECRET`; `random` makes one for the data folder where there is
    /// none of these. What the other ones would make is believed in any case, so that `LINK_SECRET` can be set without
    /// ending links. Throws as `SecretFile`.
    init(
        _ settings: Settings, tokens: Keys, random: @Sendable (Int) -> [UInt8]
    ) throws {
        let stored = try SecretFile.links.stored(in: settings.dataFolder)
        let secret =
            try Self.secret(settings, stored) ?? SecretFile.links.secret(in: settings.dataFolder, random: random)
        self.init(settings, secret: secret, stored: stored, tokens: tokens)
    }

    private init(_ settings: Settings, secret: String, stored: String?, tokens: Keys) {
        let present = Self.key(secret)
        var others: [Keys.Key] = []
        let believed = [settings.linkSecretPrevious, stored, settings.jwtSecret, settings.jwtSecretPrevious]
        for secret in believed.compactMap(\.self) {
            let key = Self.key(secret)
            if !([present] + others).contains(where: { $0.id == key.id }) { others.append(key) }
        }
        self.present = present
        self.others = others
        old = tokens.all
    }

    /// The names that a server with these settings gives to its keys; nil where its first start is to make a secret.
    static func names(_ settings: Settings, tokens: Keys) throws -> SecretNames? {
        let stored = try SecretFile.links.stored(in: settings.dataFolder)
        return secret(settings, stored).map {
            LinkKeys(settings, secret: $0, stored: stored, tokens: tokens).names
        }
    }

    /// The data folder's before `JWT_SECRET`: who begins to set that one, or another, keeps the links.
    private static func secret(_ settings: Settings, _ stored: String?) -> String? {
        settings.linkSecret ?? stored ?? settings.jwtSecret
    }

    /// One step for every secret (HKDF, RFC 5869), so that the key of a secret is the same wherever it stands: set as
    /// `LINK_SECRET`, a former `JWT_SECRET` goes on making the links that it made.
    private static func key(_ secret: String) -> Keys.Key {
        Keys.Key(Data(DerivedKey.of(secret, for: "informat links")).base64EncodedString())
    }
}

extension Transaction {
    /// Until when links were derived from the secrets of tokens, give or take what clocks differ. Asked with the row
    /// that a link is about, so that a server starts without it.
    func linksKeyedSince() throws -> Date {
        (try momentOfMigration(Schema.linkSecretsName) ?? .distantPast).addingTimeInterval(ClockSkew.mostSeconds)
    }
}
