import Hummingbird

/// The cookies of the pages: HttpOnly, SameSite=Lax and for the whole site. Where people reach the server by https they
/// are `Secure`, and their names begin with `__Host-`, so that no other host can set them (RFC 6265bis, 4.1.3.2).
package struct BrowserCookies: Sendable {
    package enum Name: String, CaseIterable, Sendable {
        /// Signs a person in.
        case session = "informat_session"
        /// Knows a device again that has signed in before; opens nothing.
        case device = "informat_device"
        /// Where somebody stands who has shown who they are, and is asked for the code of a second factor.
        case signInStep = "informat_step"
        /// Tells one visitor's forms from another's; lives as long as the browser is open.
        case visitor = "informat_visitor"
        /// Which language was chosen.
        case language = "informat_language"
        /// In which zone times are shown, as it was chosen or found.
        case zone = "informat_zone"

        /// Nil for as long as the browser is open. Of a session it is the longest: the server ends it earlier.
        fileprivate var lifeSeconds: Int? {
            switch self {
            case .session: 180 * 86_400
            // As long as browsers keep a cookie at most.
            case .device, .language, .zone: 400 * 86_400
            // The server ends it too.
            case .signInStep: 300
            case .visitor: nil
            }
        }
    }

    /// Bytes of the header; ours together have some 300.
    private static let mostBytes = 8_192

    let isSecure: Bool
    /// As they are sent.
    private let names: [(name: Name, bytes: [UInt8])]

    init(isSecure: Bool) {
        self.isSecure = isSecure
        names = Name.allCases.map { ($0, Array(((isSecure ? "__Host-" : "") + $0.rawValue).utf8)) }
    }

    func name(_ name: Name) -> String { (isSecure ? "__Host-" : "") + name.rawValue }

    /// What the browser sent of ours, the first of each name. Judged by bytes, as every page asks for it, and before
    /// any text is compared: other programs of the same host may have cookies beyond ASCII.
    func values(of request: Request) -> [Name: String] {
        guard var header = request.headers[.cookie], header.utf8.count <= Self.mostBytes else { return [:] }
        return header.withUTF8 { header in
            var values: [Name: String] = [:]
            for pair in header.split(separator: UInt8(ascii: ";")) {
                guard let (name, value) = own(pair.drop { $0 == UInt8(ascii: " ") }), values[name] == nil else {
                    continue
                }
                values[name] = String(decoding: value, as: UTF8.self)
            }
            return values
        }
    }

    /// A pair that is one of ours; nil for all others, and where its value is nothing or beyond ASCII.
    private func own(_ pair: Slice<UnsafeBufferPointer<UInt8>>) -> (Name, Slice<UnsafeBufferPointer<UInt8>>)? {
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        guard let name = names.first(where: { pair[..<equals].elementsEqual($0.bytes) })?.name else { return nil }
        let value = pair[(equals + 1)...]
        return value.isEmpty || !value.allSatisfy { $0 < 128 } ? nil : (name, value)
    }

    func set(_ name: Name, to value: String, in response: inout Response) {
        response.setCookie(cookie(name, value, name.lifeSeconds))
    }

    func forget(_ name: Name, in response: inout Response) {
        response.setCookie(cookie(name, "", 0))
    }

    private func cookie(_ name: Name, _ value: String, _ lifeSeconds: Int?) -> Cookie {
        Cookie(
            name: self.name(name), value: value, maxAge: lifeSeconds, path: "/", secure: isSecure, httpOnly: true,
            sameSite: .lax)
    }
}
