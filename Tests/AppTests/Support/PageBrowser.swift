import App
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// A browser in front of the pages: it keeps cookies as browsers do, and sends the forms that it was shown.
final class PageBrowser: Sendable {
    private let asker: Asker
    /// Held as long as somebody looks at it: its folder goes with it.
    private let practice: Practice?
    private let state = Mutex((cookies: [String: String](), formToken: ""))

    init(_ practice: Practice, from address: String = "127.0.0.1") {
        asker = practice.visitor.from(address)
        self.practice = practice
    }

    init(_ asker: Asker) {
        self.asker = asker
        practice = nil
    }

    var cookies: [String: String] {
        get { state.withLock { $0.cookies } }
        set { state.withLock { $0.cookies = newValue } }
    }

    /// The token of the form that it was shown last.
    var formToken: String { state.withLock { $0.formToken } }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        take(try await known(headers).get(path))
    }

    /// The answer before its body is read: of a stream it has no end.
    func response(_ path: String) async throws -> Response { try await known([:]).response("GET", path) }

    /// Presses the one button of a page behind a mail's link, whose form needs no token.
    func press(_ path: String) async throws -> Answer { take(try await known([:]).submit(path, "")) }

    /// Sends a form with the token of the page that it was shown last, or with another.
    func send(
        _ path: String, _ fields: [(String, String)] = [], token: String? = nil, _ headers: [String: String] = [:]
    ) async throws -> Answer {
        let sent = fields + [("csrf_token", token ?? formToken)]
        let form = sent.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        return take(try await known(headers).submit(path, form))
    }

    /// Sends a form that carries a file, as browsers do (RFC 7578).
    func send(_ path: String, file: Data, as name: String, token: String? = nil) async throws -> Answer {
        let line = "--a-boundary"
        let head =
            "\(line)\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n\(token ?? formToken)\r\n"
            + "\(line)\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"a.png\"\r\n"
            + "Content-Type: image/png\r\n\r\n"
        let body = Data(head.utf8) + file + Data("\r\n\(line)--\r\n".utf8)
        return take(
            try await known([:]).ask("POST", path, bytes: body, type: "multipart/form-data; boundary=a-boundary"))
    }

    /// Looks at the page and signs in by its form.
    @discardableResult
    func signIn(_ email: String, _ password: String = Practice.password) async throws -> Answer {
        _ = try await get("/login")
        return try await send("/login", [("email", email), ("password", password)])
    }

    private func known(_ headers: [String: String]) -> Asker {
        var asker = asker
        asker.headers.merge(headers) { _, new in new }
        let cookies = cookies
        if !cookies.isEmpty { asker.headers["Cookie"] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        return asker
    }

    private func take(_ answer: Answer) -> Answer {
        let shown = answer.text.firstMatch(of: /name="csrf_token" value="(?<token>[^"]*)"/)
        state.withLock { state in
            if let shown { state.formToken = String(shown.token) }
            for cookie in answer.headers[values: .setCookie] {
                let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                state.cookies[pair[0]] = cookie.contains("Max-Age=0") || pair.count < 2 ? nil : pair[1]
            }
        }
        return answer
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
