import Cryptography

/// The codes in links that are sent: derived when a link is made, so that nothing secret is stored. One scheme for all
/// of them: an HMAC over what the link is for, whose it is, its end, and what it hangs on, each with its length.
struct LinkCodes: Sendable {
    /// The keys of before links had keys of their own, one for each kind of link.
    private struct OldKeys {
        let receipts, mails: AuthenticationKey
    }

    private let present: AuthenticationKey
    /// Those that are believed, the present one first.
    private let believed: [AuthenticationKey]
    private let old: [OldKeys]

    /// Derives the keys, once: every link in a list of bookings asks for one.
    init(keys: LinkKeys) {
        present = keys.present.derived(for: Self.purpose)
        believed = keys.all.map { $0.derived(for: Self.purpose) }
        old = keys.old.map {
            OldKeys(receipts: $0.derived(for: "links to receipts"), mails: $0.derived(for: "links in mails"))
        }
    }

    private static let purpose = "links"

    /// `id.code`, or `id.end.code` for a link that ends.
    func token(of subject: LinkSubject) -> String {
        LinkToken(id: subject.id, end: subject.end, code: Self.code(of: Self.text(of: subject), present)).text
    }

    /// Whether a token is one of ours for the subject. One that is so old that links had no key of their own yet is
    /// known by the code of that time. A code is compared in constant time; which key has made it is no secret.
    func isGood(_ token: String, of subject: LinkSubject, isOld: Bool) -> Bool {
        guard let token = LinkToken(token), token.id == subject.id, token.end == subject.end else { return false }
        let text = Self.text(of: subject)
        return believed.contains { Digest.isSame(Self.code(of: text, $0), token.code) }
            || isOld && old.contains { Digest.isSame(Self.oldCode(subject, $0), token.code) }
    }

    private static func text(of subject: LinkSubject) -> String {
        let fields = [subject.purpose.rawValue, String(subject.id), subject.end.map(String.init) ?? ""] + subject.facts
        return fields.map { "\($0.utf8.count):\($0)" }.joined()
    }

    private static func code(of text: String, _ key: AuthenticationKey) -> String {
        Base64URL.text(key.code(of: text))
    }

    /// As it was made of the tokens' own key. To go once no receipt of that time is asked for any more.
    private static func oldCode(_ subject: LinkSubject, _ keys: OldKeys) -> String {
        let facts = subject.facts.joined(separator: "\n")
        guard let end = subject.end else { return code(of: "\(subject.id)\n\(facts)", keys.receipts) }
        return code(of: "\(subject.purpose.rawValue)\n\(subject.id)\n\(end)\n\(facts)", keys.mails)
    }

    // MARK: Digits

    /// How many a person types.
    static let digits = 6

    /// A code that a person types, for what alone cannot be guessed often.
    func digits(of subject: LinkSubject) -> String { Self.digits(Self.text(of: subject), present) }

    /// Whether they are those of the subject, in constant time.
    func areDigits(_ typed: String, of subject: LinkSubject) -> Bool {
        let text = Self.text(of: subject)
        return believed.contains { Digest.isSame(Self.digits(text, $0), typed) }
    }

    /// Of 64 bits the rest of a million: no number is likelier than another by more than a part in 10^13.
    private static func digits(_ text: String, _ key: AuthenticationKey) -> String {
        let code = key.code(of: text)
        let number = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: digits - text.count) + text
    }

    // MARK: Entrances

    /// The code of a link that shall be short: the first bytes.
    func seal(of subject: LinkSubject) -> [UInt8] { Self.seal(Self.text(of: subject), present) }

    /// Whether it is one of ours for the subject, in constant time.
    func isSeal(_ bytes: [UInt8], of subject: LinkSubject) -> Bool {
        let text = Self.text(of: subject)
        return believed.contains { Self.seal(text, $0).isSame(as: bytes) }
    }

    private static func seal(_ text: String, _ key: AuthenticationKey) -> [UInt8] {
        Array(key.code(of: text).prefix(EntranceToken.sealBytes))
    }
}

/// What stands in a derived link.
struct LinkToken: Sendable {
    let id: Int64
    let end: Int64?
    let code: String
    private static let mostBytes = 200

    init(id: Int64, end: Int64?, code: String) {
        self.id = id
        self.end = end
        self.code = code
    }

    /// Nil for a text of another form.
    init?(_ text: String) {
        guard text.utf8.count <= Self.mostBytes else { return nil }
        let parts = text.split(separator: ".")
        guard (2...3).contains(parts.count), let id = Int64(parts[0]), let code = parts.last else { return nil }
        var end: Int64?
        if parts.count == 3 {
            guard let second = Int64(parts[1]) else { return nil }
            end = second
        }
        self.init(id: id, end: end, code: String(code))
    }

    var text: String { ([String(id)] + (end.map { [String($0)] } ?? []) + [code]).joined(separator: ".") }
}
