/// How an operation is asked for, in two languages that can be copied.
struct RequestExample {
    let method: String
    /// With its parameters as `{id}`.
    let path: String
    let needsToken: Bool
    /// The body as JSON.
    let body: String?

    /// In a shell where `BASE` and `TOKEN` are set, and the parameters of the path too.
    var curl: String {
        let url = path.replacing(/\{(\w+)\}/) { "$" + $0.output.1.uppercased() }
        var parts = [method == "GET" ? "curl \"$BASE\(url)\"" : "curl -X \(method) \"$BASE\(url)\""]
        if needsToken { parts.append("-H \"Authorization: Bearer $TOKEN\"") }
        if let body {
            parts.append("-H 'Content-Type: application/json'")
            parts.append("-d '\(body.replacing("'", with: "'\\''"))'")
        }
        return parts.joined(separator: " \\\n  ")
    }

    /// In a browser or in Node, where `base` and `token` are known.
    var javaScript: String {
        let url = path.replacing(/\{(\w+)\}/) { "${\($0.output.1)}" }
        var headers: [String] = []
        if needsToken { headers.append("Authorization: `Bearer ${token}`") }
        if body != nil { headers.append("\"Content-Type\": \"application/json\"") }
        var options = method == "GET" ? [] : ["method: \"\(method)\""]
        if !headers.isEmpty { options.append("headers: { \(headers.joined(separator: ", ")) }") }
        if let body { options.append("body: JSON.stringify(\(body.replacing("\n", with: "\n  ")))") }
        guard !options.isEmpty else { return "const answer = await fetch(`${base}\(url)`);" }
        let lines = options.map { "  \($0),\n" }.joined()
        return "const answer = await fetch(`${base}\(url)`, {\n\(lines)});"
    }
}
