import Hummingbird

/// Where a form leads once it is saved, if not to where it leads else: its address names a path of this server
/// (`?next=`).
struct NextPath: Sendable {
    private let path: OwnPath?

    init(_ path: OwnPath?) { self.path = path }

    init(of request: Request) throws { path = try Query(request).text("next").flatMap { OwnPath($0) } }

    /// What is appended to the address of a form, or of its page.
    var query: String { path.map { "?next=\($0.encoded)" } ?? "" }

    var text: String? { path?.text }

    /// Leads there, or answers as it is answered else.
    func seen(else answer: Response) -> Response { path.map { .seeOther($0.text) } ?? answer }
}
